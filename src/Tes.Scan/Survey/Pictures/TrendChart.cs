using System.Globalization;
using System.Text;

namespace Tes.Scan.Survey.Pictures;

/// <summary>Shares over time.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Times">The points in time, in their order.</param>
/// <param name="Lines">The lines, each with a share for each time.</param>
public sealed record TrendChart(string Title, IReadOnlyList<DateTimeOffset> Times, IReadOnlyList<TrendLine> Lines)
{
    private static readonly double[] Scales = [0.01, 0.02, 0.04, 0.08, 0.2, 0.4, 0.6, 0.8];

    private const double Width = 640;
    private const double Left = 52;
    private const double Right = 500;
    private const double Top = 48;
    private const double Bottom = 288;
    private const double LabelStep = 18;
    private const int LongestLabel = 18;

    /// <summary>The SVG document.</summary>
    public string ToSvg()
    {
        string description = string.Join("; ", Lines.Select(line => $"{line.Label}: {string.Join(", ", line.Shares.Select(Percent))}"));
        var canvas = new SvgCanvas(Width, Bottom + 34, Title, description.Length == 0 ? "no surveys" : description);
        double most = Scale();
        for (int tick = 0; tick <= 4; tick++)
        {
            double y = Bottom - ((Bottom - Top) * tick / 4);
            canvas.Line(Left, y, Right, y);
            canvas.Text(Left - 8, y + 5, (100 * most * tick / 4).ToString("0.##", CultureInfo.InvariantCulture) + " %", "quiet", size: 12, anchor: "end");
        }

        if (Times.Count > 0)
        {
            canvas.Text(Times.Count == 1 ? X(0) : Left, Bottom + 20, Day(Times[0]), "quiet", size: 12, anchor: Times.Count == 1 ? "middle" : "start");
            if (Times.Count > 1)
                canvas.Text(Right, Bottom + 20, Day(Times[^1]), "quiet", size: 12, anchor: "end");
        }

        foreach (TrendLine line in Lines)
            Draw(canvas, line, most);
        WriteLabels(canvas, most);
        return canvas.End();
    }

    // The next round number, so that shares of a few in a hundred can be told apart.
    private double Scale()
    {
        double most = Lines.SelectMany(line => line.Shares).Max() ?? 1;
        return Scales.FirstOrDefault(step => step >= most, 1);
    }

    private void Draw(SvgCanvas canvas, TrendLine line, double most)
    {
        var path = new StringBuilder();
        bool pen = false;
        for (int point = 0; point < Times.Count; point++)
        {
            if (line.Shares[point] is not { } share)
            {
                pen = false;
                continue;
            }

            double x = X(point), y = Y(share, most);
            path.Append(CultureInfo.InvariantCulture, $"{(pen ? 'L' : 'M')}{PictureText.Number(x)} {PictureText.Number(y)}");
            pen = true;
        }

        if (path.Length > 0)
            canvas.Stroke(path.ToString(), line.Paint);
        for (int point = 0; point < Times.Count; point++)
        {
            if (line.Shares[point] is { } share)
                canvas.Circle(X(point), Y(share, most), 3.5, line.Paint, $"{line.Label}, {Day(Times[point])}: {Percent(share)}");
        }
    }

    // At the end of each line, moved apart where lines end side by side, and up where they would leave the picture.
    private void WriteLabels(SvgCanvas canvas, double most)
    {
        (TrendLine Line, double Share)[] ends =
            [.. Lines.Where(line => line.Shares.Any(share => share is not null)).Select(line => (line, line.Shares.Last(share => share is not null)!.Value)).OrderBy(end => end.Item2)];
        double[] places = new double[ends.Length];
        double free = Bottom + 5 + LabelStep;
        for (int end = 0; end < ends.Length; end++)
            free = places[end] = Math.Min(free - LabelStep, Y(ends[end].Share, most) + 5);
        foreach (((TrendLine line, double share), double y) in ends.Zip(places))
        {
            canvas.Rectangle(Right + 12, y - 9, 8, 8, line.Paint, line.Label);
            canvas.Text(Right + 26, y, $"{PictureText.Cut(line.Label, LongestLabel)} {Percent(share)}", "ink", size: 12);
        }
    }

    private double X(int point)
    {
        double span = (Times[^1] - Times[0]).TotalSeconds;
        return span <= 0 ? (Left + Right) / 2 : Left + ((Right - Left) * (Times[point] - Times[0]).TotalSeconds / span);
    }

    private static double Y(double share, double most) => Bottom - ((Bottom - Top) * Math.Min(share / most, 1));

    private static string Percent(double? share) => share is { } known ? PictureText.Percent(known, 1) : "-";

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
