namespace Tes.Scan.Survey.Pictures;

/// <summary>Lines over time: how numbers change from run to run. Each line is named at its end, or below where the picture is narrow.</summary>
public sealed record TrendChart : Chart
{
    /// <summary>Most lines. Own limit: as many as have room for their names.</summary>
    public const int MaxSeries = 12;

    private const double PlotHeight = 250;
    private const double AxisTextSize = 13;
    private const double DateRoom = 96;
    private const double LabelDistance = 19;
    private const double LineThickness = 2.5;
    private const double DotRadius = 3.5;

    /// <summary>Makes one.</summary>
    /// <param name="title">What it is about.</param>
    /// <param name="subtitle">What was counted; may be empty.</param>
    /// <param name="series">Lines; may share their points in time or not.</param>
    /// <param name="unit">Written after each number, as "%"; empty for mere counts.</param>
    /// <exception cref="ArgumentException">More than <see cref="MaxSeries"/> lines.</exception>
    public TrendChart(string title, string subtitle, IReadOnlyList<TrendSeries> series, string unit = "")
        : base(title, subtitle)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(unit);
        if (series.Count > MaxSeries)
            throw new ArgumentException($"A trend chart has {MaxSeries} lines at most, not {series.Count}.", nameof(series));
        Series = [.. series];
        Unit = unit;
    }

    /// <summary>Lines.</summary>
    public IReadOnlyList<TrendSeries> Series { get; }

    /// <summary>Written after each number.</summary>
    public string Unit { get; }

    private protected override string Draw(ChartCanvas canvas)
    {
        PictureColor[] colors = PicturePalette.ColorsOf(Series.Select(series => series.Meaning));
        Drawn[] lines = [.. Series.Select((series, index) => new Drawn(series, HarmlessText.OneLine(series.Label), Last(series), colors[index]))];
        double[] values = [.. Series.SelectMany(series => series.Points).Select(point => point.Value)];
        double[] marks = TrendScale.Numbers(values.DefaultIfEmpty().Max(), values.All(double.IsInteger));
        double left = ChartCanvas.Left + marks.Max(mark => TextFit.WidthOf(Text(mark), AxisTextSize)) + 10;
        double names = canvas.IsNarrow || lines.Length == 0
            ? 0
            : Math.Min(0.36 * (canvas.Right - ChartCanvas.Left), lines.Max(line => TextFit.WidthOf(line.Label, ChartCanvas.TextSize)) + lines.Max(WidthOfLast) + 32);
        var plot = new Plot(left, canvas.Right - names - (canvas.IsNarrow ? 8 : 0), canvas.Y + 4, canvas.Y + 4 + PlotHeight, marks[^1], [.. Series.SelectMany(series => series.Points).Select(point => point.At).Distinct().Order()]);

        foreach (double mark in marks)
        {
            canvas.Rule(plot.Left, plot.Right, plot.Y(mark));
            canvas.Write(Text(mark), plot.Left - 10, plot.Y(mark), color: PictureColor.Faint, align: TextAlign.End, size: AxisTextSize);
        }

        DrawDates(canvas, plot);
        foreach (Drawn line in lines)
            DrawLine(canvas, plot, line);
        canvas.Y = plot.Bottom + 30;
        if (canvas.IsNarrow)
            DrawLegend(canvas, lines);
        else
            DrawNames(canvas, plot, lines);
        return plot.Runs.Length == 0
            ? "Nothing was counted."
            : string.Join("; ", lines.Where(line => line.Series.Points.Count > 0).Select(line => $"{line.Label}: {Range(line.Series)}"));
    }

    private static void DrawDates(ChartCanvas canvas, Plot plot)
    {
        (DateTimeOffset At, double X)[] runs = [.. plot.Runs.Select(run => (run, plot.X(run)))];
        foreach ((DateTimeOffset at, double x) in TrendScale.Named(runs, DateRoom))
        {
            canvas.Add(new Shape.Line([(x, plot.Bottom), (x, plot.Bottom + 5)], 1, PictureColor.Grid));
            canvas.Write(TrendScale.Format(at, plot.Span), x, plot.Bottom + 17, color: PictureColor.Faint, align: TextAlign.Middle, size: AxisTextSize);
        }

        if (runs.Length == 0)
            canvas.Write("nothing counted", (plot.Left + plot.Right) / 2, (plot.Top + plot.Bottom) / 2, color: PictureColor.Faint, align: TextAlign.Middle);
    }

    private void DrawLine(ChartCanvas canvas, Plot plot, Drawn line)
    {
        (double X, double Y)[] points = [.. line.Series.Points.Select(point => (plot.X(point.At), plot.Y(point.Value)))];
        if (points.Length > 1)
            canvas.Add(new Shape.Line(points, LineThickness, line.Color, line.Label));
        for (int i = 0; i < points.Length; i++)
        {
            TrendPoint point = line.Series.Points[i];
            canvas.Add(new Shape.Dot(points[i].X, points[i].Y, DotRadius, line.Color, $"{line.Label}, {TrendScale.Format(point.At, plot.Span)}: {Text(point.Value)}"));
        }
    }

    private static void DrawNames(ChartCanvas canvas, Plot plot, Drawn[] lines)
    {
        Drawn[] shown = [.. lines.Where(line => line.Series.Points.Count > 0)];
        double[] heights = [.. shown.Select(line => plot.Y(line.Series.Points[^1].Value))];
        double[] places = TrendScale.Spread(heights, LabelDistance, plot.Top, plot.Bottom);
        // Names begin in one column; a thin line leads to each from where its own line ends.
        double x = plot.Right + 8;
        double labelLeft = x + 20 + shown.Select(WidthOfLast).DefaultIfEmpty().Max();
        for (int i = 0; i < shown.Length; i++)
        {
            Drawn line = shown[i];
            double end = plot.X(line.Series.Points[^1].At) + DotRadius + 2;
            canvas.Add(new Shape.Line([(end, heights[i]), (Math.Max(end, plot.Right - 2), heights[i]), (x + 6, places[i])], 1, line.Color));
            canvas.Write(line.Last, labelLeft - 8, places[i], align: TextAlign.End, weight: TextWeight.SemiBold);
            canvas.Write(line.Label, labelLeft, places[i], canvas.Right - labelLeft);
        }
    }

    private static void DrawLegend(ChartCanvas canvas, Drawn[] lines)
    {
        canvas.Y += 6;
        foreach (Drawn line in lines)
        {
            double middle = canvas.Y + (ChartCanvas.RowHeight / 2);
            canvas.Add(new Shape.Line([(ChartCanvas.Left, middle), (ChartCanvas.Left + 18, middle)], LineThickness, line.Color));
            canvas.Add(new Shape.Dot(ChartCanvas.Left + 9, middle, DotRadius, line.Color));
            canvas.Write(line.Label, ChartCanvas.Left + 28, middle, canvas.Right - ChartCanvas.Left - 28 - 12 - WidthOfLast(line));
            canvas.Write(line.Last, canvas.Right, middle, align: TextAlign.End, weight: TextWeight.SemiBold);
            canvas.Y += ChartCanvas.RowHeight;
        }
    }

    private static double WidthOfLast(Drawn line) => TextFit.WidthOf(line.Last, ChartCanvas.TextSize, TextWeight.SemiBold);

    private string Last(TrendSeries series) => series.Points.Count == 0 ? "–" : Text(series.Points[^1].Value);

    private string Range(TrendSeries series)
    {
        TimeSpan span = series.Points[^1].At - series.Points[0].At;
        string last = $"{Text(series.Points[^1].Value)} on {TrendScale.Format(series.Points[^1].At, span)}";
        return series.Points.Count == 1 ? last : $"{Text(series.Points[0].Value)} on {TrendScale.Format(series.Points[0].At, span)}, {last}";
    }

    private string Text(double value) => HarmlessText.OneLine(Unit.Length == 0 ? ChartNumber.Format(value) : $"{ChartNumber.Format(value)} {Unit}");

    private sealed record Drawn(TrendSeries Series, string Label, string Last, PictureColor Color);

    private sealed record Plot(double Left, double Right, double Top, double Bottom, double Largest, DateTimeOffset[] Runs)
    {
        // So that the first and last date stay below the plot.
        private const double Inset = 40;

        public TimeSpan Span => Runs.Length == 0 ? TimeSpan.Zero : Runs[^1] - Runs[0];

        /// <summary>A single run stands where the last of many would, beside the names.</summary>
        public double X(DateTimeOffset at) =>
            Span == TimeSpan.Zero ? Right - Inset : Left + Inset + ((Right - Left - (2 * Inset)) * ((at - Runs[0]) / Span));

        public double Y(double value) => Bottom - ((Bottom - Top) * value / Largest);
    }
}
