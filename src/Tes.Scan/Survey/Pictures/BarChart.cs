namespace Tes.Scan.Survey.Pictures;

/// <summary>Horizontal bars, one below the other, each with its count and percentage at its end. Takes long names and long lists.</summary>
public sealed record BarChart : Chart
{
    /// <summary>Most bars; the rest becomes one, "N others". Own limit: as many as fit on a page of paper or two.</summary>
    public const int MaxBars = 100;

    private const double BarHeight = 17;

    // Beside its bar a name has this much of the width at most; where one needs more, names stand above their bars.
    private const double NameShare = 0.36;
    private const double Gap = 10;

    /// <summary>Makes one.</summary>
    /// <param name="title">What it is about.</param>
    /// <param name="subtitle">What was counted; may be empty.</param>
    /// <param name="bars">From top to bottom.</param>
    /// <param name="whole">What percentages are of; null for the sum of the bars. Bars that count the same thing more than once need their own.</param>
    /// <exception cref="ArgumentException">The whole is negative, too large, or no number.</exception>
    public BarChart(string title, string subtitle, IReadOnlyList<Slice> bars, double? whole = null)
        : base(title, subtitle)
    {
        ArgumentNullException.ThrowIfNull(bars);
        Bars = [.. bars];
        Whole = whole is { } known ? ChartNumber.Required(known, nameof(whole)) : Bars.Sum(bar => bar.Value);
    }

    /// <summary>From top to bottom.</summary>
    public IReadOnlyList<Slice> Bars { get; }

    /// <summary>What percentages are of.</summary>
    public double Whole { get; }

    private protected override string Draw(ChartCanvas canvas)
    {
        SliceRow[] rows = SliceRow.Of(Bars, Whole, MaxBars);
        if (rows.Length == 0)
        {
            canvas.Write("nothing counted", ChartCanvas.Left, canvas.Y + (ChartCanvas.TextSize / 2), color: PictureColor.Faint);
            canvas.Y += ChartCanvas.TextSize;
            return "Nothing was counted.";
        }

        double names = rows.Max(row => TextFit.WidthOf(row.Label, ChartCanvas.TextSize));
        bool isAbove = names > NameShare * (canvas.Right - ChartCanvas.Left);
        double left = isAbove ? ChartCanvas.Left : ChartCanvas.Left + names + Gap;
        double numbers = rows.Max(row => TextFit.WidthOf(row.Count, ChartCanvas.TextSize, TextWeight.SemiBold) + TextFit.WidthOf(row.Share, ChartCanvas.TextSize)) + (2 * Gap);
        double scale = rows.Max(row => row.Value) is > 0 and var most ? (canvas.Right - numbers - left) / most : 0;
        double top = canvas.Y;
        foreach (SliceRow row in rows)
        {
            if (isAbove)
            {
                canvas.Write(row.Label, left, canvas.Y + (ChartCanvas.TextSize / 2), canvas.Right - left);
                canvas.Y += 20;
                DrawBar(canvas, row, left, scale, canvas.Y);
                canvas.Y += BarHeight + 13;
            }
            else
            {
                canvas.Write(row.Label, left - Gap, canvas.Y + (BarHeight / 2), align: TextAlign.End);
                DrawBar(canvas, row, left, scale, canvas.Y);
                canvas.Y += ChartCanvas.RowHeight;
            }
        }

        canvas.Y -= isAbove ? 13 : ChartCanvas.RowHeight - BarHeight;
        if (!isAbove)
            canvas.Add(new Shape.Line([(left, top - 4), (left, canvas.Y + 4)], 1, PictureColor.Grid));
        return string.Join("; ", rows.Select(row => row.Says));
    }

    private static void DrawBar(ChartCanvas canvas, SliceRow row, double left, double scale, double top)
    {
        double length = row.Value * scale;
        if (length > 0)
            canvas.Add(new Shape.Box(left, top, length, BarHeight, Math.Min(2, length / 2), row.Color, row.Says));
        double middle = top + (BarHeight / 2);
        double countLeft = left + length + 8;
        canvas.Write(row.Count, countLeft, middle, weight: TextWeight.SemiBold);
        canvas.Write(row.Share, countLeft + TextFit.WidthOf(row.Count, ChartCanvas.TextSize, TextWeight.SemiBold) + 6, middle, color: PictureColor.Faint);
    }
}
