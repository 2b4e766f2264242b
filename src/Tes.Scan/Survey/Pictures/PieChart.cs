using System.Globalization;

namespace Tes.Scan.Survey.Pictures;

/// <summary>Parts of a whole. Labels stand beside it with count and share, so that none covers another.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Unit">What is counted, in the plural.</param>
/// <param name="Values">The parts, drawn clockwise from the top; a part of 0 stands only among the labels.</param>
public sealed record PieChart(string Title, string Unit, IReadOnlyList<ChartValue> Values)
{
    private const double Radius = 120;
    private const double Width = 660;
    private const double Top = 40;
    private const double LegendLeft = 276;
    private const double LegendStep = 30;
    private const int LongestLabel = 34;

    /// <summary>The SVG document.</summary>
    public string ToSvg()
    {
        double whole = Values.Sum(value => value.Value);
        double height = Top + Math.Max(2 * Radius, Values.Count * LegendStep) + 10;
        string description = string.Join("; ", Values.Select(value => Tip(value, whole)));
        var canvas = new SvgCanvas(Width, height, Title, $"{PictureText.Count(whole)} {Unit}: {description}");
        double centre = Top + Radius + 4;
        DrawSlices(canvas, centre, whole);
        double y = Math.Max(Top + 18, centre - (Values.Count * LegendStep / 2) + 12);
        foreach (ChartValue value in Values)
        {
            canvas.Rectangle(LegendLeft, y - 12, 14, 14, value.Paint, Tip(value, whole), radius: 3);
            canvas.Text(LegendLeft + 24, y, PictureText.Cut(value.Label, LongestLabel), "ink");
            canvas.Text(Width - 70, y, PictureText.Count(value.Value), "ink", weight: 600, anchor: "end");
            canvas.Text(Width - 2, y, PictureText.Percent(value.Value, whole), "quiet", anchor: "end");
            y += LegendStep;
        }

        return canvas.End();
    }

    private void DrawSlices(SvgCanvas canvas, double centre, double whole)
    {
        if (whole == 0)
        {
            canvas.Circle(Radius + 4, centre, Radius, Paint.Unknown, $"no {Unit}");
            return;
        }

        double begin = 0;
        foreach (ChartValue value in Values.Where(value => value.Value > 0))
        {
            double share = value.Value / whole;
            // An arc from a point to itself is none.
            if (share == 1)
                canvas.Circle(Radius + 4, centre, Radius, value.Paint, Tip(value, whole));
            else
                canvas.Path(Slice(centre, begin, begin + share), value.Paint, Tip(value, whole));
            begin += share;
        }
    }

    private static string Slice(double centre, double begin, double end)
    {
        (double x1, double y1) = Point(centre, begin);
        (double x2, double y2) = Point(centre, end);
        int large = end - begin > 0.5 ? 1 : 0;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"M{PictureText.Number(Radius + 4)} {PictureText.Number(centre)}L{PictureText.Number(x1)} {PictureText.Number(y1)}A{Radius} {Radius} 0 {large} 1 {PictureText.Number(x2)} {PictureText.Number(y2)}Z");
    }

    private static (double X, double Y) Point(double centre, double turn) =>
        (Radius + 4 + (Radius * Math.Sin(2 * Math.PI * turn)), centre - (Radius * Math.Cos(2 * Math.PI * turn)));

    private static string Tip(ChartValue value, double whole) => $"{value.Label}: {PictureText.Count(value.Value)} ({PictureText.Percent(value.Value, whole)})";
}
