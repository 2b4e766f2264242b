using System.Globalization;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Xunit;
using Tes.Scan.Survey.Pictures;
using Xunit;

namespace Tes.Scan.Tests.Survey.Pictures;

/// <summary>What holds for the SVG of every chart.</summary>
public sealed class ChartMarkupTests
{
    public static TheoryData<Chart, int> All() =>
    [
        .. from chart in new Chart[] { SampleCharts.Classes, SampleCharts.Versions, SampleCharts.Runs }
           from width in new[] { Chart.UsualWidth, Chart.NarrowWidth }
           select new TheoryDataRow<Chart, int>(chart, width),
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void An_SVG_stands_alone_and_says_what_it_shows(Chart chart, int width)
    {
        string svg = chart.ToSvg(width);
        XElement root = SampleCharts.Read(svg);

        Assert.Equal(SampleCharts.Svg + "svg", root.Name);
        Assert.Equal(width.ToString(CultureInfo.InvariantCulture), root.Attribute("width")!.Value);
        Assert.Equal($"0 0 {root.Attribute("width")!.Value} {root.Attribute("height")!.Value}", root.Attribute("viewBox")!.Value);
        Assert.Equal("img", root.Attribute("role")!.Value);
        Assert.Equal(chart.Title, root.Element(SampleCharts.Svg + "title")!.Value);
        Assert.Contains(chart.Subtitle, root.Element(SampleCharts.Svg + "desc")!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain(root.Descendants().Attributes(), attribute => attribute.Name.LocalName is "href" or "style" || attribute.Value.Contains("url(", StringComparison.Ordinal));
        Assert.Equal(1, svg.Split("http").Length - 1);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void All_shapes_are_inside_and_texts_do_not_overlap(Chart chart, int width)
    {
        Picture picture = chart.ToPicture(width);
        (double Left, double Top, double Right, double Bottom, string Text)[] texts = [.. picture.Shapes.OfType<Shape.Words>().Select(words =>
        {
            double length = TextFit.WidthOf(words.Text, words.Size, words.Weight);
            double left = words.Align switch { TextAlign.Start => words.X, TextAlign.Middle => words.X - (length / 2), _ => words.X - length };
            return (left, words.Y - (0.75 * words.Size), left + length, words.Y, words.Text);
        })];

        Assert.All(texts, text => Assert.True(text.Left >= 0 && text.Top >= 0 && text.Right <= width && text.Bottom <= picture.Height, text.ToString()));
        Assert.All(picture.Shapes.OfType<Shape.Box>(), box => Assert.True(box.X >= 0 && box.X + box.Width <= width && box.Y + box.Height <= picture.Height));
        var overlaps = from one in texts
                       from other in texts
                       where string.CompareOrdinal(one.ToString(), other.ToString()) < 0
                           && one.Left < other.Right && other.Left < one.Right && one.Top < other.Bottom && other.Top < one.Bottom
                       select $"{one} {other}";
        Assert.Empty(overlaps);
    }

    [Fact]
    public void What_a_peer_wrote_is_shown_and_does_nothing()
    {
        Chart[] charts =
        [
            new PieChart(SampleCharts.Hostile, SampleCharts.Hostile, [new(SampleCharts.Hostile, 1), new(SampleCharts.Hostile, 2)]),
            new BarChart(SampleCharts.Hostile, SampleCharts.Hostile, [new(SampleCharts.Hostile, 1)]),
            new TrendChart(SampleCharts.Hostile, SampleCharts.Hostile, [SampleCharts.Series(SampleCharts.Hostile, Meaning.Bad, 1, 2)], SampleCharts.Hostile),
        ];

        Assert.All(charts, chart =>
        {
            string svg = chart.ToSvg();
            XElement root = SampleCharts.Read(svg);
            Assert.DoesNotContain(root.DescendantsAndSelf(), element => element.Name.LocalName == "script");
            Assert.DoesNotContain("<script", svg, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(svg, character => character is '\u202E' or '\u2066' or '\u2028' or '\u001b' or '\0' or '\uFFFE' || char.IsSurrogate(character));
            // Seen, not lost: who reads it sees that there was something.
            Assert.Contains("<script>alert(1)</script> & \"quoted' \\x00\\x07\\x1B[31m\\u{202E}gpj.exe\\u{2066} \\u{D800} \\u{FFFE}", root.Element(SampleCharts.Svg + "title")!.Value, StringComparison.Ordinal);
        });
    }

    [Property(MaxTest = 300)]
    public void Any_labels_and_values_give_well_formed_charts(string?[] labels, NormalFloat[] numbers, DateTimeOffset[] times)
    {
        string[] names = [.. labels.Select(label => label ?? "")];
        double[] values = [.. numbers.Select(number => Math.Min(Math.Abs(number.Get), ChartNumber.Max))];
        Slice[] slices = [.. names.Zip(values, (name, value) => new Slice(name, value))];
        TrendPoint[] points = [.. times.Zip(values, (time, value) => new TrendPoint(time, value))];
        string first = names.FirstOrDefault("");
        Chart[] charts =
        [
            new PieChart(first, first, slices),
            new BarChart(first, first, slices),
            new TrendChart(first, first, [.. names.Take(TrendChart.MaxSeries).Select(name => new TrendSeries(name, points))], first),
        ];

        foreach (Chart chart in charts)
        {
            foreach (int width in (int[])[Chart.NarrowWidth, Chart.UsualWidth])
            {
                string svg = chart.ToSvg(width);
                _ = SampleCharts.Read(svg);
                Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
                Assert.DoesNotContain("∞", svg, StringComparison.Ordinal);
            }
        }
    }

    [Property]
    public void Harmless_text_stays_as_it_is(string text) =>
        Assert.Equal(HarmlessText.OneLine(text), HarmlessText.OneLine(HarmlessText.OneLine(text)));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1)]
    [InlineData(1e300)]
    public void Numbers_that_cannot_be_shown_are_refused(double value)
    {
        Assert.Throws<ArgumentException>(() => new Slice("a", value));
        Assert.Throws<ArgumentException>(() => new TrendPoint(DateTimeOffset.UnixEpoch, value));
        Assert.Throws<ArgumentException>(() => new BarChart("a", "", [], value));
        Assert.Throws<ArgumentException>(() => new KeyFigure("a", value));
        Assert.Throws<ArgumentException>(() => new KeyFigure("a", 1, value));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void Numbers_do_not_follow_the_culture_of_the_machine(string culture)
    {
        string before = SampleCharts.Classes.ToSvg() + SampleCharts.Versions.ToSvg() + SampleCharts.Runs.ToSvg();
        CultureInfo usual = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(before, SampleCharts.Classes.ToSvg() + SampleCharts.Versions.ToSvg() + SampleCharts.Runs.ToSvg());
        }
        finally
        {
            CultureInfo.CurrentCulture = usual;
        }
    }

    [Theory]
    [InlineData(0, 1000, "0 %")]
    [InlineData(625, 1000, "62.5 %")]
    [InlineData(6, 1000, "0.60 %")]
    [InlineData(1, 1_000_000, "< 0.01 %")]
    [InlineData(999_999, 1_000_000, "> 99.9 %")]
    [InlineData(7, 7, "100 %")]
    [InlineData(0, 0, "–")]
    public void Only_nothing_is_0_per_cent_and_only_all_is_100(double part, double whole, string expected) =>
        Assert.Equal(expected, ChartNumber.Share(part, whole));

    [Fact]
    public void A_long_label_is_cut_in_the_picture_and_whole_in_its_title()
    {
        string label = string.Concat(Enumerable.Repeat("very-long-name.", 20));
        var chart = new PieChart("t", "", [new(label, 1)]);

        Shape.Words words = Assert.Single(chart.Shapes<Shape.Words>(), words => words.Says == label);
        Assert.EndsWith("…", words.Text, StringComparison.Ordinal);
        Assert.Contains(SampleCharts.Read(chart.ToSvg()).Descendants(SampleCharts.Svg + "text"), text => text.Element(SampleCharts.Svg + "title")?.Value == label);
    }

    [Fact]
    public void A_label_is_never_cut_inside_of_a_letter()
    {
        string flags = string.Concat(Enumerable.Repeat("\U0001F469\U0001F3FD", 100));

        for (int width = 0; width < 300; width++)
            Assert.DoesNotContain("\\u{", HarmlessText.OneLine(TextFit.Cut(flags, width, 14)), StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_meanings_get_different_colours_of_their_kind()
    {
        PictureColor[] colors = PicturePalette.ColorsOf([Meaning.Good, Meaning.Good, Meaning.Bad, Meaning.Bad, Meaning.Neutral, Meaning.Neutral, Meaning.Weak, Meaning.Weak, Meaning.Plain, Meaning.Plain]);

        Assert.Equal(colors.Length, colors.Distinct().Count());
        // The colour of a meaning is the same in every chart.
        Assert.Equal(colors[2], PicturePalette.ColorsOf([Meaning.Bad])[0]);
    }
}
