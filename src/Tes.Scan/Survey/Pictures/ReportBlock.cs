using System.Globalization;

namespace Tes.Scan.Survey.Pictures;

/// <summary>A thing in a report.</summary>
public abstract record ReportBlock
{
    private ReportBlock(string? sql) => Sql = sql;

    /// <summary>The query that it was made with, to be shown; or null.</summary>
    public string? Sql { get; }

    internal abstract void WriteTo(MarkupWriter markup);

    /// <summary>Numbers that are to be seen at once.</summary>
    /// <param name="Items">In order.</param>
    /// <param name="Sql">The query that gave all of them; or null.</param>
    public sealed record Figures(IReadOnlyList<KeyFigure> Items, string? Sql = null) : ReportBlock(Sql)
    {
        internal override void WriteTo(MarkupWriter markup)
        {
            markup.Start("dl", ("class", "figures"));
            foreach (KeyFigure item in Items)
            {
                markup.Start("div");
                markup.Element("dt", item.Label);
                markup.Start("dd");
                markup.Element("data", ChartNumber.Format(item.Value), ("value", item.Value.ToString("0.##", CultureInfo.InvariantCulture)));
                if (item.Share is { } share)
                    markup.Element("span", item.ShareOf.Length > 0 ? $"{ChartNumber.Share(share, 1)} of {item.ShareOf}" : ChartNumber.Share(share, 1), ("class", "share"));
                ReportPage.WriteSql(markup, item.Sql);
                markup.End();
                markup.End();
            }

            markup.End();
        }
    }

    /// <summary>Charts, side by side where there is room.</summary>
    /// <param name="Items">In order.</param>
    /// <param name="Sql">The query that their numbers came from; or null.</param>
    public sealed record Charts(IReadOnlyList<Chart> Items, string? Sql = null) : ReportBlock(Sql)
    {
        internal override void WriteTo(MarkupWriter markup)
        {
            markup.Start("div", ("class", "charts"));
            foreach (Chart item in Items)
            {
                markup.Start("figure");
                SvgWriter.Write(markup, item.ToPicture(Chart.NarrowWidth));
                markup.End();
            }

            markup.End();
        }
    }

    /// <summary>A table. The first column names the rows.</summary>
    /// <param name="Caption">What it shows.</param>
    /// <param name="Columns">One or more.</param>
    /// <param name="Rows">Each with a cell for each column; read once for each time the page is written.</param>
    /// <param name="Sql">The query that gave it; or null.</param>
    public sealed record Table(string Caption, IReadOnlyList<ReportColumn> Columns, IEnumerable<IReadOnlyList<string>> Rows, string? Sql = null) : ReportBlock(Sql)
    {
        internal override void WriteTo(MarkupWriter markup)
        {
            // A wide table is moved sideways, also by keyboard, and the page is not.
            markup.Start("div", ("class", "table"), ("role", "region"), ("aria-label", Caption), ("tabindex", "0"));
            markup.Start("table");
            markup.Element("caption", Caption);
            markup.Start("thead");
            markup.Start("tr");
            foreach (ReportColumn column in Columns)
                markup.Element("th", column.Title, ("scope", "col"), ("class", ClassOf(column)));
            markup.End();
            markup.End();
            markup.Start("tbody");
            foreach (IReadOnlyList<string> row in Rows)
                WriteRow(markup, row);
            markup.End();
            markup.End();
            markup.End();
        }

        private void WriteRow(MarkupWriter markup, IReadOnlyList<string> row)
        {
            if (row.Count != Columns.Count)
                throw new InvalidOperationException($"The table '{Caption}' has {Columns.Count} columns, and a row of {row.Count} cells.");
            markup.Raw("\n");
            markup.Start("tr");
            for (int i = 0; i < row.Count; i++)
            {
                if (i == 0)
                    markup.Element("th", row[i], ("scope", "row"), ("class", ClassOf(Columns[i])));
                else
                    markup.Element("td", row[i], ("class", ClassOf(Columns[i])));
            }

            markup.End();
        }

        private static string ClassOf(ReportColumn column) => column.Align switch
        {
            TextAlign.End => "end",
            TextAlign.Middle => "middle",
            _ => "start",
        };
    }

    /// <summary>A list of names, folded away; in parts of <see cref="NamesInPart"/> when it is long, so that opening it does not stop a browser.</summary>
    /// <param name="Title">What they are; their number is added.</param>
    /// <param name="Count">How many there are.</param>
    /// <param name="Items">In order; read once for each time the page is written, and kept no longer than a part is.</param>
    /// <param name="Sql">The query that gave them; or null.</param>
    public sealed record Names(string Title, int Count, IEnumerable<string> Items, string? Sql = null) : ReportBlock(Sql)
    {
        /// <summary>Names in a part. Own limit: a browser lays out so many without a pause.</summary>
        public const int NamesInPart = 1000;

        internal override void WriteTo(MarkupWriter markup)
        {
            markup.Start("details", ("class", "names"));
            markup.Element("summary", $"{Title} ({ChartNumber.Format(Count)})");
            if (Count <= NamesInPart)
            {
                WriteList(markup, Items);
            }
            else
            {
                int first = 1;
                foreach (string[] part in Items.Chunk(NamesInPart))
                {
                    markup.Start("details");
                    markup.Element("summary", $"{ChartNumber.Format(first)} to {ChartNumber.Format(first + part.Length - 1)}: {part[0]} … {part[^1]}");
                    WriteList(markup, part);
                    markup.End();
                    first += part.Length;
                }
            }

            markup.End();
        }

        private static void WriteList(MarkupWriter markup, IEnumerable<string> names)
        {
            markup.Start("ul");
            foreach (string name in names)
            {
                markup.Element("li", name);
                markup.Raw("\n");
            }

            markup.End();
        }
    }

    /// <summary>Sentences about what is shown, a paragraph each.</summary>
    /// <param name="Items">In order.</param>
    /// <param name="Sql">A query that belongs to them; or null.</param>
    public sealed record Notes(IReadOnlyList<string> Items, string? Sql = null) : ReportBlock(Sql)
    {
        internal override void WriteTo(MarkupWriter markup)
        {
            foreach (string item in Items)
                markup.Element("p", item);
        }
    }
}
