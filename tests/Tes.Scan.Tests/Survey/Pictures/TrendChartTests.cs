using System.Globalization;
using Tes.Scan.Survey.Pictures;
using Xunit;

namespace Tes.Scan.Tests.Survey.Pictures;

public sealed class TrendChartTests
{
    [Fact]
    public void Points_are_at_their_time_and_as_high_as_their_value()
    {
        DateTimeOffset start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var chart = new TrendChart("t", "", [new("s", [new(start.AddDays(40), 100), new(start, 0), new(start.AddDays(10), 50)])]);
        Shape.Dot[] dots = [.. chart.Shapes<Shape.Dot>()];

        Assert.Equal(0.25, (dots[1].X - dots[0].X) / (dots[2].X - dots[0].X), precision: 9);
        Assert.Equal(0.5, (dots[1].Y - dots[0].Y) / (dots[2].Y - dots[0].Y), precision: 9);
        Assert.True(dots[2].Y < dots[0].Y);
        Shape.Line line = Assert.Single(chart.Shapes<Shape.Line>(), line => line.Says == "s");
        Assert.Equal(dots.Select(dot => (dot.X, dot.Y)), line.Points);
    }

    [Fact]
    public void One_run_alone_is_points_with_their_date_and_no_lines()
    {
        var chart = new TrendChart("t", "", [SampleCharts.Series("TLS", Meaning.Good, 79.2), SampleCharts.Series("DANE", Meaning.Plain, 1.1)], "%");

        Assert.Equal(2, chart.Shapes<Shape.Dot>().Count());
        Assert.DoesNotContain(chart.Shapes<Shape.Line>(), line => line.Says is not null);
        Assert.Single(chart.Shapes<Shape.Words>(), words => words.Text == "2026-01-01");
        Assert.Contains("TLS: 79.2 % on 2026-01-01", chart.ToPicture().Description, StringComparison.Ordinal);
    }

    [Fact]
    public void No_run_at_all_says_so() =>
        Assert.Contains(new TrendChart("t", "", []).Shapes<Shape.Words>(), words => words.Text == "nothing counted");

    [Fact]
    public void Lines_that_end_together_have_names_apart()
    {
        TrendSeries[] series = [.. Enumerable.Range(1, TrendChart.MaxSeries).Select(index => SampleCharts.Series($"line-{index}", Meaning.Plain, 5, 5))];
        double[] heights = [.. new TrendChart("t", "", series).Shapes<Shape.Words>().Where(words => words.Text.StartsWith("line-", StringComparison.Ordinal)).Select(words => words.Y).Order()];

        Assert.Equal(TrendChart.MaxSeries, heights.Length);
        Assert.All(heights.Zip(heights.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 14));
    }

    [Fact]
    public void Too_many_lines_are_refused() =>
        Assert.Throws<ArgumentException>(() => new TrendChart("t", "", [.. Enumerable.Range(0, TrendChart.MaxSeries + 1).Select(_ => SampleCharts.Series("s", Meaning.Plain, 1))]));

    [Theory]
    [InlineData(0, true, "0 1")]
    [InlineData(1, true, "0 1")]
    [InlineData(3, true, "0 1 2 3")]
    [InlineData(93, false, "0 20 40 60 80 100")]
    [InlineData(100, false, "0 20 40 60 80 100")]
    [InlineData(9.4, false, "0 2 4 6 8 10")]
    [InlineData(0.03, false, "0 0.01 0.02 0.03")]
    [InlineData(1e-320, false, "0 1")]
    [InlineData(1_300_000, true, "0 500000 1000000 1500000")]
    public void An_axis_has_few_round_marks_from_0(double largest, bool isWhole, string expected) =>
        Assert.Equal(expected, string.Join(' ', TrendScale.Numbers(largest, isWhole).Select(mark => mark.ToString("0.######", CultureInfo.InvariantCulture))));

    [Fact]
    public void Runs_of_one_day_are_told_apart_by_the_time()
    {
        DateTimeOffset start = new(2026, 11, 27, 8, 0, 0, TimeSpan.Zero);
        var chart = new TrendChart("t", "", [new("s", [new(start, 1), new(start.AddHours(5), 2)])]);

        Assert.Contains(chart.Shapes<Shape.Words>(), words => words.Text == "11-27 08:00");
        Assert.Contains(chart.Shapes<Shape.Words>(), words => words.Text == "11-27 13:00");
    }
}
