using System.Globalization;

namespace Tes.Scan.Survey.Pictures;

/// <summary>
/// A survey's report as one HTML5 page that needs nothing else: no scripts, no files, no network, and a policy that forbids
/// them. It is well-formed XML too. Whatever its texts hold, they are shown and nothing else.
/// </summary>
/// <param name="Title">Heading of the page.</param>
/// <param name="Subtitle">What was surveyed, when; may be empty.</param>
/// <param name="Sections">In order.</param>
/// <param name="Footer">How it was made; may be empty.</param>
public sealed record ReportPage(string Title, string Subtitle, IReadOnlyList<ReportSection> Sections, string Footer)
{
    // Fewer are seen at a glance.
    private const int FewestWithContents = 3;

    /// <summary>Writes the page, piece by piece: rows and names are taken from their source as they are written.</summary>
    /// <param name="output">Where to; UTF-8, as the page says so.</param>
    /// <exception cref="InvalidOperationException">A row of a table has more or fewer cells than the table has columns.</exception>
    public void WriteTo(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var markup = new MarkupWriter(output);
        markup.Raw("<!DOCTYPE html>\n");
        markup.Start("html", ("lang", "en"));
        WriteHead(markup);
        markup.Raw("\n");
        markup.Start("body");
        markup.Start("header");
        markup.Element("h1", Title);
        if (Subtitle.Length > 0)
            markup.Element("p", Subtitle);
        markup.End();
        WriteContents(markup);
        markup.Raw("\n");
        markup.Start("main");
        for (int i = 0; i < Sections.Count; i++)
            WriteSection(markup, Sections[i], IdOf(i));
        markup.End();
        if (Footer.Length > 0)
            markup.Element("footer", Footer);
        markup.End();
        markup.End();
        markup.Raw("\n");
    }

    private void WriteHead(MarkupWriter markup)
    {
        markup.Start("head");
        markup.Empty("meta", ("charset", "utf-8"));
        markup.Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", "default-src 'none'; style-src 'unsafe-inline'; img-src data:"));
        markup.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        markup.Empty("meta", ("name", "color-scheme"), ("content", "light dark"));
        markup.Empty("meta", ("name", "referrer"), ("content", "no-referrer"));
        markup.Element("title", Title);
        markup.Raw("<style>");
        markup.Raw(ReportStyle.Sheet);
        markup.Raw("</style>");
        markup.End();
    }

    private void WriteContents(MarkupWriter markup)
    {
        if (Sections.Count < FewestWithContents)
            return;
        markup.Start("nav", ("aria-label", "Contents"));
        markup.Start("ul");
        for (int i = 0; i < Sections.Count; i++)
        {
            markup.Start("li");
            markup.Element("a", Sections[i].Heading, ("href", "#" + IdOf(i)));
            markup.End();
        }

        markup.End();
        markup.End();
    }

    private static void WriteSection(MarkupWriter markup, ReportSection section, string id)
    {
        markup.Raw("\n");
        markup.Start("section", ("id", id));
        markup.Element("h2", section.Heading);
        foreach (ReportBlock block in section.Blocks)
        {
            markup.Raw("\n");
            block.WriteTo(markup);
            WriteSql(markup, block.Sql);
        }

        WriteSql(markup, section.Sql);
        markup.End();
    }

    internal static void WriteSql(MarkupWriter markup, string? sql)
    {
        if (sql is null)
            return;
        markup.Start("details", ("class", "sql"));
        markup.Element("summary", "SQL");
        markup.Start("pre");
        markup.Lines(sql.Trim('\r', '\n'));
        markup.End();
        markup.End();
    }

    private static string IdOf(int index) => string.Create(CultureInfo.InvariantCulture, $"section-{index + 1}");
}
