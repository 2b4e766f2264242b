namespace Tes.Scan.Survey.Pictures;

/// <summary>Parts of a whole as a pie with a legend of counts and percentages. Slices of 0 are in the legend only.</summary>
public sealed record PieChart : Chart
{
    /// <summary>Most slices; the rest becomes one, "N others". Own limit: nobody tells more apart, and a bar chart serves them better.</summary>
    public const int MaxSlices = 24;

    private const double Radius = 118;

    // Beside a long legend the pie stays near the heading.
    private const double LowestMiddle = 160;
    private const double SwatchSize = 12;
    private const double Gap = 16;

    // Below this share a percentage does not fit into its slice.
    private const double SmallestWithShare = 0.07;

    /// <summary>Makes one.</summary>
    /// <param name="title">What it is about.</param>
    /// <param name="subtitle">What was counted; may be empty.</param>
    /// <param name="slices">Parts, drawn clockwise from 12 o'clock in this order.</param>
    public PieChart(string title, string subtitle, IReadOnlyList<Slice> slices)
        : base(title, subtitle)
    {
        ArgumentNullException.ThrowIfNull(slices);
        Slices = [.. slices];
    }

    /// <summary>Parts of the whole.</summary>
    public IReadOnlyList<Slice> Slices { get; }

    private protected override string Draw(ChartCanvas canvas)
    {
        double whole = Slices.Sum(slice => slice.Value);
        SliceRow[] rows = SliceRow.Of(Slices, whole, MaxSlices);
        double legend = ((rows.Length + 1) * ChartCanvas.RowHeight) + 6;
        double top = canvas.Y;
        if (canvas.IsNarrow)
        {
            DrawPie(canvas, rows, whole, (ChartCanvas.Left + canvas.Right) / 2, top + Radius);
            DrawLegend(canvas, rows, whole, ChartCanvas.Left, top + (2 * Radius) + Gap);
            canvas.Y = top + (2 * Radius) + Gap + legend;
        }
        else
        {
            double height = Math.Max(2 * Radius, legend);
            DrawPie(canvas, rows, whole, ChartCanvas.Left + Radius, top + Math.Min(height / 2, LowestMiddle));
            DrawLegend(canvas, rows, whole, ChartCanvas.Left + (2 * Radius) + 32, top + ((height - legend) / 2));
            canvas.Y = top + height;
        }

        return whole > 0 ? string.Join("; ", rows.Select(row => row.Says)) : "Nothing was counted.";
    }

    private static void DrawPie(ChartCanvas canvas, SliceRow[] rows, double whole, double x, double y)
    {
        if (whole <= 0)
        {
            canvas.Add(new Shape.Dot(x, y, Radius, PictureColor.Grid));
            canvas.Write("nothing counted", x, y, 2 * Radius, PictureColor.Faint, TextAlign.Middle);
            return;
        }

        double before = 0;
        var labels = new List<(Shape.Wedge Wedge, string Share)>();
        foreach (SliceRow row in rows.Where(row => row.Value > 0))
        {
            // The first and only one is a whole circle; sums are exact then, as value and whole are the same number.
            var wedge = new Shape.Wedge(x, y, Radius, before / whole, row.Value / whole, row.Color, row.Says);
            canvas.Add(wedge);
            before += row.Value;
            if (wedge.Sweep >= SmallestWithShare)
                labels.Add((wedge, row.Share));
        }

        foreach ((Shape.Wedge wedge, string share) in labels)
        {
            (double edgeX, double edgeY) = wedge.PointAt(wedge.Start + (wedge.Sweep / 2));
            double depth = wedge.Sweep >= 1 ? 0 : 0.68;
            canvas.Write(share, x + ((edgeX - x) * depth), y + ((edgeY - y) * depth), color: wedge.Fill.TextOnTop, align: TextAlign.Middle, weight: TextWeight.SemiBold, size: 13);
        }
    }

    private static void DrawLegend(ChartCanvas canvas, SliceRow[] rows, double whole, double left, double top)
    {
        string total = ChartNumber.Format(whole);
        string totalShare = ChartNumber.Share(whole, whole);
        double shareWidth = rows.Select(row => row.Share).Append(totalShare).Max(text => TextFit.WidthOf(text, ChartCanvas.TextSize));
        double countWidth = rows.Select(row => row.Count).Append(total).Max(text => TextFit.WidthOf(text, ChartCanvas.TextSize, TextWeight.SemiBold));
        double countRight = canvas.Right - shareWidth - Gap;
        double labelLeft = left + SwatchSize + 10;
        double middle = top + (ChartCanvas.RowHeight / 2);
        foreach (SliceRow row in rows)
        {
            canvas.Add(new Shape.Box(left, middle - (SwatchSize / 2), SwatchSize, SwatchSize, 2, row.Color));
            Line(row.Label, row.Count, row.Share);
            middle += ChartCanvas.RowHeight;
        }

        middle += 6;
        canvas.Rule(left, canvas.Right, middle - (ChartCanvas.RowHeight / 2) - 3);
        Line("total", total, totalShare);

        void Line(string label, string count, string share)
        {
            canvas.Write(label, labelLeft, middle, countRight - countWidth - Gap - labelLeft);
            canvas.Write(count, countRight, middle, align: TextAlign.End, weight: TextWeight.SemiBold);
            canvas.Write(share, canvas.Right, middle, color: PictureColor.Faint, align: TextAlign.End);
        }
    }
}
