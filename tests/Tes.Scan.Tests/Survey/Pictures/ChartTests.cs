using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using FsCheck.Xunit;
using Tes.Scan.Survey.Pictures;
using Xunit;

namespace Tes.Scan.Tests.Survey.Pictures;

public sealed class ChartTests
{
    private const string Hostile = "<script>alert('x')</script> & \"quoted\" \u0000\u0001\u001b[31m \u202Egnp.exe \ud800 ]]> <!-- \ufffe";

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void The_slices_of_a_pie_are_the_shares()
    {
        XElement svg = Read(new PieChart("Title", "domains", [new("a", 3, Paint.Good), new("b", 0, Paint.Bad), new("c", 1, Paint.Poor)]).ToSvg());
        XElement[] slices = [.. svg.Elements(Svg + "path")];
        Assert.Equal(2, slices.Length);
        // Three quarters clockwise from the top end at nine o'clock; the rest goes back to the top.
        Assert.Contains("A120 120 0 1 1 4 ", slices[0].Attribute("d")!.Value, StringComparison.Ordinal);
        Assert.Contains("A120 120 0 0 1 124 ", slices[1].Attribute("d")!.Value, StringComparison.Ordinal);
        Assert.Contains("b", svg.Elements(Svg + "text").Select(text => text.Value));
        Assert.Contains("75.0 %", svg.Elements(Svg + "text").Select(text => text.Value));
    }

    [Fact]
    public void A_whole_of_one_part_is_a_circle()
    {
        XElement svg = Read(new PieChart("Title", "domains", [new("all", 7, Paint.Good), new("none", 0, Paint.Bad)]).ToSvg());
        Assert.Single(svg.Elements(Svg + "circle"));
        Assert.Empty(svg.Elements(Svg + "path"));
        Assert.Single(Read(new PieChart("Title", "domains", [new("none", 0, Paint.Bad)]).ToSvg()).Elements(Svg + "circle"));
    }

    [Fact]
    public void Bars_are_as_long_as_their_values()
    {
        double[] widths = [.. Read(new BarChart("Title", "domains", [new("a", 100, Paint.Good), new("b", 25, Paint.Good), new("c", 0, Paint.Good)], 200).ToSvg())
            .Elements(Svg + "rect").Select(bar => double.Parse(bar.Attribute("width")!.Value, CultureInfo.InvariantCulture))];
        Assert.Equal(3, widths.Length);
        Assert.Equal(widths[0] / 4, widths[1], 1);
        Assert.Equal(0, widths[2]);
        Read(new BarChart("Title", "domains", [], 0).ToSvg());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(40)]
    public void A_trend_stays_within_its_picture(int points)
    {
        DateTimeOffset start = DateTimeOffset.UnixEpoch;
        XElement svg = Read(new TrendChart("Title", [.. Enumerable.Range(0, points).Select(day => start.AddDays(day))],
            [.. Enumerable.Range(0, 8).Select(line => new TrendLine($"line {line}", (Paint)line, [.. Enumerable.Range(0, points).Select(point => point % 5 == 3 ? (double?)null : 0.001 * line)]))]).ToSvg());
        double height = double.Parse(svg.Attribute("height")!.Value, CultureInfo.InvariantCulture);
        Assert.All(svg.Descendants().Attributes("y").Concat(svg.Descendants().Attributes("cy")), y => Assert.InRange(double.Parse(y.Value, CultureInfo.InvariantCulture), 0, height));
        double[] labels = [.. svg.Elements(Svg + "text").Where(text => text.Value.StartsWith("line ", StringComparison.Ordinal)).Select(text => double.Parse(text.Attribute("y")!.Value, CultureInfo.InvariantCulture))];
        Assert.Equal(points == 0 ? 0 : 8, labels.Distinct().Count());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1)]
    public void What_is_no_count_is_refused(double value) => Assert.Throws<ArgumentOutOfRangeException>(() => new ChartValue("a", value, Paint.Good));

    [Fact]
    public void A_strangers_text_does_no_harm()
    {
        XElement svg = Read(new PieChart(Hostile, Hostile, [new(Hostile, 1, Paint.Good), new(Hostile, 2, Paint.Bad)]).ToSvg());
        Assert.DoesNotContain("script", svg.Descendants().Select(element => element.Name.LocalName));
        Assert.DoesNotContain('\u202e', svg.ToString());
        Assert.DoesNotContain('\u001b', svg.ToString());
    }

    [Property]
    public void Whatever_the_labels_the_charts_are_well_formed(string? label, string? title, ushort value)
    {
        Read(new PieChart(title ?? "", label ?? "", [new(label ?? "", value, Paint.Good), new(label ?? "", 1, Paint.Bad)]).ToSvg());
        Read(new BarChart(title ?? "", label ?? "", [new(label ?? "", value, Paint.Good)], 10).ToSvg());
        Read(new TrendChart(title ?? "", [DateTimeOffset.UnixEpoch], [new TrendLine(label ?? "", Paint.Good, [value / 65535.0])]).ToSvg());
        Page(label ?? "", title ?? "");
    }

    [Fact]
    public void A_page_stands_alone()
    {
        string html = Page(Hostile, "plain");
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http", html.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal).Replace("http://www.w3.org/1999/xhtml", "", StringComparison.Ordinal)
            .Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
    }

    private static string Page(string label, string title)
    {
        using var output = new StringWriter();
        var page = new ReportPage(output);
        page.Begin(title, label);
        page.Figures([(label, "1", label)]);
        page.Heading(label);
        page.Charts([(new BarChart(title, label, [new(label, 1, Paint.Good)], 1).ToSvg(), label)]);
        page.Table(label, [label, "count"], [[label, 5L], [null, null]], label);
        page.Names(label, [label, label], label);
        page.End(label);
        Read(output.ToString());
        return output.ToString();
    }

    private static XElement Read(string text)
    {
        // A page has its type of document and nothing of it.
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        return XElement.Load(reader);
    }
}
