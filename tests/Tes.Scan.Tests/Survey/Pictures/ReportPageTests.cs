using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FsCheck.Xunit;
using Tes.Scan.Survey.Pictures;
using Xunit;

namespace Tes.Scan.Tests.Survey.Pictures;

public sealed partial class ReportPageTests
{
    private const string Doctype = "<!DOCTYPE html>\n";
    private const string Sql = "SELECT count(*)\n\tFROM domains\n\tWHERE score < 3 AND name <> '&'";

    private static readonly ReportPage Sample = new("Survey", "1000 domains",
    [
        new("In short", [new ReportBlock.Figures([new("domains", 1000), new("having email", 789, 0.789, "domains", Sql)])]),
        new("Numbers",
        [
            new ReportBlock.Charts([SampleCharts.Classes, SampleCharts.Versions, SampleCharts.Runs], Sql),
            new ReportBlock.Table("Versions", [new("version"), new("servers", TextAlign.End)], [["TLS 1.3", "12"], ["TLS 1.2", "480"]], Sql),
        ]),
        new("Names", [new ReportBlock.Names("Domains with DANE", 2, ["a.example", "b.example"]), new ReportBlock.Notes(["Said of them."])], Sql),
    ],
    "Made by tes.");

    [Fact]
    public void A_page_is_well_formed_and_needs_nothing_else()
    {
        string page = Write(Sample);
        XElement root = Read(page);

        Assert.Equal("default-src 'none'; style-src 'unsafe-inline'; img-src data:", root.Descendants("meta").Single(meta => meta.Attribute("http-equiv") is not null).Attribute("content")!.Value);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", page, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(3, page.Split("http:").Length - 1);
        Assert.DoesNotContain("https:", page, StringComparison.Ordinal);
        Assert.All(root.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "href" or "src"), attribute =>
            Assert.Contains(root.Descendants(), element => "#" + element.Attribute("id")?.Value == attribute.Value));
    }

    // In HTML <div/> is a start tag. https://html.spec.whatwg.org/multipage/syntax.html#start-tags
    [Fact]
    public void Only_void_elements_and_shapes_are_empty_tags() =>
        Assert.All(EmptyTag().Matches(Write(Sample)), match => Assert.Contains(match.Groups["name"].Value, (string[])["meta", "rect", "polyline", "circle", "path"]));

    [Fact]
    public void Headings_are_in_order_and_tables_have_captions_and_scopes()
    {
        XElement root = Read(Write(Sample));

        Assert.Equal(["h1", "h2", "h2", "h2"], root.Descendants().Select(element => element.Name.LocalName).Where(name => name.Length == 2 && name[0] == 'h' && char.IsDigit(name[1])));
        Assert.All(root.Descendants("table"), table => Assert.NotNull(table.Element("caption")));
        Assert.All(root.Descendants("th"), heading => Assert.Contains(heading.Attribute("scope")?.Value, (string[])["row", "col"]));
        Assert.Equal(["TLS 1.3", "TLS 1.2"], root.Descendants("tbody").Elements("tr").Elements("th").Select(heading => heading.Value));
    }

    [Fact]
    public void Queries_are_shown_as_they_were_written()
    {
        XElement[] queries = [.. Read(Write(Sample)).Descendants("details").Where(details => details.Element("summary")!.Value == "SQL")];

        Assert.Equal(4, queries.Length);
        Assert.All(queries, query => Assert.Equal(Sql.Replace("\t", "    ", StringComparison.Ordinal), query.Element("pre")!.Value));
    }

    [Fact]
    public void A_figure_has_its_number_for_programs_too()
    {
        XElement data = Read(Write(Sample)).Descendants("data").First();

        Assert.Equal(("1000", "1,000"), (data.Attribute("value")!.Value, data.Value));
    }

    [Fact]
    public void What_a_peer_wrote_is_shown_and_does_nothing()
    {
        string page = Write(Everywhere(SampleCharts.Hostile));

        _ = Read(page);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<!--", page, StringComparison.Ordinal);
        Assert.DoesNotContain(page, character => character is '\u202E' or '\u2066' or '\u2028' or '\u001b' or '\0' || char.IsSurrogate(character));
    }

    [Property]
    public void Any_text_gives_a_well_formed_page(string text) => _ = Read(Write(Everywhere(text)));

    [Fact]
    public void A_long_list_of_names_comes_in_parts_and_is_written_as_it_is_read()
    {
        const int Count = 100_000;
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        IEnumerable<string> Names()
        {
            for (int i = 0; i < Count; i++)
            {
                // When a part begins, all before it is written.
                if (i % ReportBlock.Names.NamesInPart == 0)
                    Assert.True(output.GetStringBuilder().Length >= i * "<li>d000000.example</li>".Length);
                yield return string.Create(CultureInfo.InvariantCulture, $"d{i:000000}.example");
            }
        }

        new ReportPage("t", "", [new("s", [new ReportBlock.Names("all", Count, Names())])], "").WriteTo(output);

        XElement names = Read(output.ToString()).Descendants("details").First();
        Assert.Equal("all (100,000)", names.Element("summary")!.Value);
        Assert.Equal(Count / ReportBlock.Names.NamesInPart, names.Elements("details").Count());
        Assert.Equal("1,001 to 2,000: d001000.example … d001999.example", names.Elements("details").ElementAt(1).Element("summary")!.Value);
        Assert.Equal(Count, names.Descendants("li").Count());
    }

    [Fact]
    public void A_row_that_does_not_fit_its_table_is_an_error() =>
        Assert.Throws<InvalidOperationException>(() => Write(new ReportPage("t", "", [new("s", [new ReportBlock.Table("c", [new("a"), new("b")], [["1"]])])], "")));

    private static ReportPage Everywhere(string text) => new(text, text,
    [
        new(text,
        [
            new ReportBlock.Figures([new(text, 1, 0.5, text, text)], text),
            new ReportBlock.Charts([new PieChart(text, text, [new(text, 1)])], text),
            new ReportBlock.Table(text, [new(text), new(text)], [[text, text]], text),
            new ReportBlock.Names(text, 1, [text], text),
            new ReportBlock.Notes([text], text),
        ],
        text),
    ],
    text);

    private static string Write(ReportPage page)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        page.WriteTo(output);
        return output.ToString();
    }

    private static XElement Read(string page)
    {
        Assert.StartsWith(Doctype, page, StringComparison.Ordinal);
        return SampleCharts.Read(page[Doctype.Length..]);
    }

    [GeneratedRegex("<(?<name>[a-z]+)(?: [^<>]*)?/>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EmptyTag();
}
