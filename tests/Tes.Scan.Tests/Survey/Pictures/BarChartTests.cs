using Tes.Scan.Survey.Pictures;
using Xunit;

namespace Tes.Scan.Tests.Survey.Pictures;

public sealed class BarChartTests
{
    [Theory]
    [InlineData(Chart.UsualWidth)]
    [InlineData(Chart.NarrowWidth)]
    public void Bars_are_as_long_as_their_values(int width)
    {
        Shape.Box[] bars = [.. Bars(SampleCharts.Versions, width)];

        Assert.Equal([12, 480, 9, 88, 170], bars.Select(bar => Math.Round(bar.Width / bars[1].Width * 480, 6)));
        Assert.Single(bars.Select(bar => bar.X).Distinct());
        Assert.Single(bars.Select(bar => bar.Height).Distinct());
    }

    [Fact]
    public void A_bar_of_nothing_has_its_name_and_number_and_no_length()
    {
        var chart = new BarChart("t", "", [new("some", 3), new("none", 0)]);

        Assert.Single(Bars(chart));
        Assert.Contains(chart.Shapes<Shape.Words>(), words => words.Text == "none");
        Assert.Contains(chart.Shapes<Shape.Words>(), words => words.Text == "0 %");
    }

    [Fact]
    public void Percentages_are_of_the_whole_that_is_given()
    {
        var chart = new BarChart("t", "", [new("a", 50), new("b", 80)], whole: 100);

        Assert.Equal(["a: 50 (50.0 %)", "b: 80 (80.0 %)"], Bars(chart).Select(bar => bar.Says));
    }

    [Fact]
    public void Long_lists_get_taller_and_end_in_one_bar_for_the_rest()
    {
        BarChart Of(int count) => new("t", "", [.. Enumerable.Range(1, count).Select(index => new Slice($"mail server software {index}", 1 + (count / index)))]);

        Assert.True(Of(80).ToPicture().Height > 4 * Of(12).ToPicture().Height);
        Assert.Equal(BarChart.MaxBars, Bars(Of(5000)).Count());
        Assert.StartsWith("4901 others: ", Bars(Of(5000)).Last().Says, StringComparison.Ordinal);
        Assert.Equal(Of(100).ToPicture().Height, Of(5000).ToPicture().Height);
    }

    [Fact]
    public void Names_stand_above_their_bars_where_there_is_no_room_beside()
    {
        var chart = new BarChart("t", "", [new("a name that takes half of the picture's width and more", 3), new("short", 4)]);
        Shape.Words name = chart.Shapes<Shape.Words>().Single(words => words.Text == "short");
        Shape.Box bar = Bars(chart).Last();

        Assert.Equal(name.X, bar.X);
        Assert.True(name.Y < bar.Y);
    }

    private static IEnumerable<Shape.Box> Bars(BarChart chart, int width = Chart.UsualWidth) => chart.Shapes<Shape.Box>(width).Where(box => box.Says is not null);
}
