using System.Xml.Linq;
using Tes.Scan.Survey.Pictures;
using Xunit;

namespace Tes.Scan.Tests.Survey.Pictures;

public sealed class PieChartTests
{
    [Fact]
    public void Slices_are_as_large_as_their_shares_and_close_the_circle()
    {
        Shape.Wedge[] wedges = [.. SampleCharts.Classes.Shapes<Shape.Wedge>()];

        Assert.Equal([0.625, 0.164, 0.04, 0.12, 0.006, 0.045], wedges.Select(wedge => Math.Round(wedge.Sweep, 9)));
        Assert.Equal(1, wedges.Sum(wedge => wedge.Sweep), precision: 9);
        double end = 0;
        Assert.All(wedges, wedge =>
        {
            Assert.Equal(end, wedge.Start, precision: 9);
            end = wedge.Start + wedge.Sweep;
        });
    }

    [Fact]
    public void A_slice_of_nothing_is_in_the_legend_alone()
    {
        Assert.DoesNotContain(SampleCharts.Classes.Shapes<Shape.Wedge>(), wedge => wedge.Says!.Contains("inconclusive", StringComparison.Ordinal));
        Assert.Contains(SampleCharts.Classes.Shapes<Shape.Words>(), words => words.Text == "inconclusive");
    }

    [Fact]
    public void The_legend_has_every_count_and_percentage()
    {
        string[] words = [.. SampleCharts.Classes.Shapes<Shape.Words>().Select(words => words.Text)];

        Assert.All(["625", "62.5 %", "164", "16.4 %", "40", "4.0 %", "120", "12.0 %", "6", "0.60 %", "45", "4.5 %", "0", "0 %", "1,000", "100 %"], text => Assert.Contains(text, words));
    }

    [Fact]
    public void One_slice_of_all_is_a_whole_circle()
    {
        XElement root = SampleCharts.Read(new PieChart("t", "", [new("none", 0), new("all", 0.1)]).ToSvg());

        Assert.Empty(root.Descendants(SampleCharts.Svg + "path"));
        Assert.Equal("all: 0.1 (100 %)", Assert.Single(root.Descendants(SampleCharts.Svg + "circle")).Value);
    }

    [Fact]
    public void A_slice_of_nearly_all_is_seen_although_its_ends_meet()
    {
        XElement root = SampleCharts.Read(new PieChart("t", "", [new("all but one", 999_999_999), new("one", 1)]).ToSvg());
        string path = root.Descendants(SampleCharts.Svg + "path").First().Attribute("d")!.Value;

        string[] ends = [.. path.TrimEnd('Z').Split('L', 'A').Skip(1).Select(part => string.Join(' ', part.Split(' ')[^2..]))];
        Assert.Equal(ends[0], ends[2]);
        Assert.NotEqual(ends[0], ends[1]);
    }

    [Fact]
    public void The_line_between_slices_hides_none_of_them() =>
        Assert.All(SampleCharts.Classes.Shapes<Shape.Wedge>(), wedge => Assert.InRange(wedge.Separator, 0.1, wedge.Sweep * Math.Tau * wedge.Radius / 4));

    [Fact]
    public void A_pie_of_nothing_says_so()
    {
        Picture picture = new PieChart("t", "", []).ToPicture();

        Assert.Empty(picture.Shapes.OfType<Shape.Wedge>());
        Assert.Contains(picture.Shapes.OfType<Shape.Words>(), words => words.Text == "nothing counted");
        Assert.Contains("Nothing was counted", picture.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_slices_end_in_one_for_the_rest()
    {
        var chart = new PieChart("t", "", [.. Enumerable.Range(1, 100).Select(index => new Slice($"s{index}", 1))]);
        Shape.Wedge[] wedges = [.. chart.Shapes<Shape.Wedge>()];

        Assert.Equal(PieChart.MaxSlices, wedges.Length);
        Assert.Equal("77 others: 77 (77.0 %)", wedges[^1].Says);
        Assert.Equal(1, wedges.Sum(wedge => wedge.Sweep), precision: 9);
    }
}
