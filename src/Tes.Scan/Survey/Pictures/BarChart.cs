namespace Tes.Scan.Survey.Pictures;

/// <summary>Counts beside each other, as horizontal bars.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Unit">What is counted, in the plural.</param>
/// <param name="Values">The bars from top to bottom.</param>
/// <param name="Whole">What the shares are of; 0 for no shares.</param>
public sealed record BarChart(string Title, string Unit, IReadOnlyList<ChartValue> Values, double Whole)
{
    private const double Width = 640;
    private const double Top = 40;
    private const double Step = 28;
    private const double BarLeft = 220;
    private const double BarWidth = 270;
    private const int LongestLabel = 28;

    /// <summary>The SVG document.</summary>
    public string ToSvg()
    {
        double most = Values.Select(value => value.Value).DefaultIfEmpty(0).Max();
        string description = string.Join("; ", Values.Select(Tip));
        var canvas = new SvgCanvas(Width, Top + (Math.Max(1, Values.Count) * Step) + 10, Title, $"{Unit}: {(description.Length == 0 ? "none" : description)}");
        double y = Top;
        foreach (ChartValue value in Values)
        {
            double width = most == 0 ? 0 : BarWidth * value.Value / most;
            canvas.Text(BarLeft - 10, y + 16, PictureText.Cut(value.Label, LongestLabel), "ink", anchor: "end");
            canvas.Rectangle(BarLeft, y + 2, width, Step - 8, value.Paint, Tip(value));
            canvas.Text(BarLeft + width + 8, y + 16, $"{PictureText.Count(value.Value)}{(Whole == 0 ? "" : $"  ({PictureText.Percent(value.Value, Whole)})")}", "quiet");
            y += Step;
        }

        if (Values.Count == 0)
            canvas.Text(0, Top + 16, $"no {Unit}", "quiet");
        return canvas.End();
    }

    private string Tip(ChartValue value) => $"{value.Label}: {PictureText.Count(value.Value)}{(Whole == 0 ? "" : $" ({PictureText.Percent(value.Value, Whole)})")}";
}
