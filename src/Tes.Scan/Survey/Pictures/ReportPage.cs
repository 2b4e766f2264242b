using System.Globalization;

namespace Tes.Scan.Survey.Pictures;

/// <summary>A page of HTML that stands alone: no scripts, nothing fetched. It is written as it is read, so a list may be long. Also well-formed XML.</summary>
/// <param name="output">Where to.</param>
public sealed class ReportPage(TextWriter output)
{
    private const string Style = """
        :root { color-scheme: light dark; --ink: #1a1a1a; --quiet: #5c5c5c; --paper: #ffffff; --line: #d8d8d8; --soft: #f5f6f8; }
        @media (prefers-color-scheme: dark) { :root { --ink: #ececec; --quiet: #a8a8a8; --paper: #16181c; --line: #3a3d44; --soft: #1f2228; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 72rem; color: var(--ink); background: var(--paper); font: 16px/1.5 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
        h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .25rem; } h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; }
        .quiet, figcaption { color: var(--quiet); }
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 1rem; margin: 1.5rem 0; padding: 0; list-style: none; }
        .figures li { padding: .9rem 1rem; background: var(--soft); border-radius: .5rem; } .figures b { display: block; font-size: 1.6rem; line-height: 1.2; }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); gap: 2rem; }
        figure { margin: 0; } figure svg { display: block; max-width: 100%; height: auto; }
        .table { overflow-x: auto; } table { border-collapse: collapse; min-width: 24rem; } caption { text-align: left; font-weight: 600; padding: 0 0 .4rem; }
        th, td { padding: .3rem .9rem .3rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; } th { font-weight: 600; } .count { text-align: right; font-variant-numeric: tabular-nums; }
        details { margin: .5rem 0; } summary { cursor: pointer; color: var(--quiet); } pre { overflow-x: auto; padding: .75rem; background: var(--soft); border-radius: .4rem; font-size: .85rem; white-space: pre-wrap; }
        .names { columns: 14rem; margin: .5rem 0; padding-left: 1.2rem; }
        footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: .9rem; }
        @media print { body { max-width: none; padding: 0; } details > summary { display: none; } section { break-inside: avoid; } }
        """;

    /// <summary>Begins the page.</summary>
    public void Begin(string title, string subtitle)
    {
        output.Write($"""
            <!DOCTYPE html>
            <html xmlns="http://www.w3.org/1999/xhtml" lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
            <title>{PictureText.Escape(title)}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <header>
            <h1>{PictureText.Escape(title)}</h1>
            <p class="quiet">{PictureText.Escape(subtitle)}</p>
            </header>

            """);
    }

    /// <summary>Large numbers with what they are of and a note.</summary>
    public void Figures(IEnumerable<(string Label, string Value, string Note)> figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        output.Write("<ul class=\"figures\">\n");
        foreach ((string label, string value, string note) in figures)
            output.Write($"<li><b>{PictureText.Escape(value)}</b>{PictureText.Escape(label)} <span class=\"quiet\">{PictureText.Escape(note)}</span></li>\n");
        output.Write("</ul>\n");
    }

    /// <summary>A heading.</summary>
    public void Heading(string text) => output.Write($"<h2>{PictureText.Escape(text)}</h2>\n");

    /// <summary>Charts side by side where there is room.</summary>
    /// <param name="charts">SVG documents of this namespace, each with the query behind it or null.</param>
    public void Charts(IEnumerable<(string Svg, string? Sql)> charts)
    {
        ArgumentNullException.ThrowIfNull(charts);
        output.Write("<div class=\"charts\">\n");
        foreach ((string svg, string? sql) in charts)
        {
            output.Write("<figure>\n");
            output.Write(svg);
            Sql(sql);
            output.Write("</figure>\n");
        }

        output.Write("</div>\n");
    }

    /// <summary>A table.</summary>
    /// <param name="caption">What it shows.</param>
    /// <param name="columns">The headings.</param>
    /// <param name="rows">A string, a whole number or null in each column.</param>
    /// <param name="sql">The query behind it, or null.</param>
    public void Table(string caption, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows, string? sql)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        output.Write($"<section>\n<div class=\"table\"><table><caption>{PictureText.Escape(caption)}</caption>\n<thead><tr>");
        for (int column = 0; column < columns.Count; column++)
            output.Write($"<th scope=\"col\"{(column > 0 ? " class=\"count\"" : "")}>{PictureText.Escape(columns[column])}</th>");
        output.Write("</tr></thead>\n<tbody>\n");
        foreach (IReadOnlyList<object?> row in rows)
        {
            output.Write("<tr>");
            for (int column = 0; column < row.Count; column++)
                output.Write(Cell(row[column], column));
            output.Write("</tr>\n");
        }

        output.Write("</tbody></table></div>\n");
        Sql(sql);
        output.Write("</section>\n");
    }

    /// <summary>A list of names that is opened by whoever wants to read it.</summary>
    public void Names(string title, IEnumerable<string> names, string? sql)
    {
        ArgumentNullException.ThrowIfNull(names);
        output.Write($"<section>\n<details open=\"open\"><summary>{PictureText.Escape(title)}</summary>\n<ul class=\"names\">\n");
        foreach (string name in names)
            output.Write($"<li>{PictureText.Escape(name)}</li>\n");
        output.Write("</ul></details>\n");
        Sql(sql);
        output.Write("</section>\n");
    }

    /// <summary>Ends the page.</summary>
    public void End(string footer) => output.Write($"<footer>{PictureText.Escape(footer)}</footer>\n</body>\n</html>\n");

    private static string Cell(object? value, int column) => value switch
    {
        long count => $"<td class=\"count\">{PictureText.Escape(PictureText.Count(count))}</td>",
        var other when column == 0 => $"<th scope=\"row\">{PictureText.Escape(other?.ToString() ?? "")}</th>",
        var other => $"<td>{PictureText.Escape(Convert.ToString(other, CultureInfo.InvariantCulture) ?? "")}</td>",
    };

    private void Sql(string? sql)
    {
        if (sql is not null)
            output.Write($"<details><summary>SQL</summary><pre>{PictureText.Escape(sql)};</pre></details>\n");
    }
}
