using System.Text;

namespace Tes.Cli.Terminal;

/// <summary>
/// Rows under headings, each column as wide as its longest cell. Nothing is ever cut: a table that does not fit a terminal
/// is laid out by its caller, and without a terminal there is no width to fit. Cells are safe to show, and where others wrote
/// them no longer than <see cref="TerminalText.Shorten"/> leaves: each row is as long as the longest cells.
/// </summary>
internal sealed class TextTable(IReadOnlyList<string> headings)
{
    private const string Gap = "  ";

    private readonly List<TableCell[]> _rows = [];

    /// <summary>Columns from the left margin to the end of the longest row.</summary>
    public int Width => Widths().Sum() + (Gap.Length * (headings.Count - 1));

    public void Add(params TableCell[] cells)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cells.Length, headings.Count, nameof(cells));
        _rows.Add(cells);
    }

    /// <summary>A line of its own across all columns; it takes no part in their widths.</summary>
    public void AddHeading(string text) => _rows.Add([TableCell.Of(text)]);

    public void Write(TextWriter output, Palette palette)
    {
        int[] widths = Widths();
        WriteLine(output, widths, [.. headings.Select(heading => new TableCell(heading, palette.Heading))]);
        foreach (TableCell[] row in _rows)
        {
            if (row.Length == 1)
                output.WriteLine(row[0].Text);
            else
                WriteLine(output, widths, row);
        }
    }

    private int[] Widths() => [.. Enumerable.Range(0, headings.Count).Select(column =>
        _rows.Where(row => row.Length > 1).Select(row => row[column].Text.Length).Append(headings[column].Length).Max())];

    private static void WriteLine(TextWriter output, int[] widths, TableCell[] cells)
    {
        var line = new StringBuilder();
        for (int column = 0; column < cells.Length; column++)
        {
            if (column > 0)
                line.Append(Gap);
            string text = cells[column].Text;
            line.Append(text.Length == 0 ? text : cells[column].Paint(text)).Append(' ', widths[column] - text.Length);
        }

        output.WriteLine(line.ToString().TrimEnd());
    }
}
