using System.Globalization;
using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Scan.Survey.Archive;

namespace Tes.Cli.Survey;

/// <summary>A report for people.</summary>
internal static class ReportText
{
    private const int NumberWidth = 7;

    public static void Write(CommandConsole console, SurveyReport report, bool withSql)
    {
        var palette = new Palette(console.Color);
        TextWriter output = console.Output;
        output.WriteLine(palette.Heading($"Run {report.Run.Number}: {TerminalText.Escape(report.Run.Description.List)}, {State(report.Run)}"));
        output.WriteLine();
        ScanText.Write(console, report.Summary);
        if (withSql)
        {
            foreach (SurveyQuery query in SurveyReport.SummaryQueries)
                WriteSql(output, palette, query, report.Run.Number);
        }

        foreach (QueryResult result in report.Details)
        {
            output.WriteLine();
            WriteTable(output, palette, result);
            if (withSql)
                WriteSql(output, palette, result.Query, report.Run.Number);
        }
    }

    private static string State(ArchivedRun run) => run switch
    {
        { JudgedFrom: { } old, Finished: not null } => $"run {old} judged again by {TerminalText.Escape(run.Program)}",
        { Finished: { } finished } => $"{TimeText.Format(run.Started)} to {TimeText.Format(finished)}",
        _ => $"begun {TimeText.Format(run.Started)}, not finished",
    };

    // Words to the left, counts to the right; the first column has the title.
    private static void WriteTable(TextWriter output, Palette palette, QueryResult result)
    {
        bool[] counts = [.. result.Columns.Select((_, column) => result.Rows.All(row => row[column] is long))];
        var table = new TextTable([.. result.Columns.Select((name, column) => column == 0 ? result.Query.Title : counts[column] ? name.PadLeft(NumberWidth) : name)]);
        foreach (IReadOnlyList<object?> row in result.Rows)
            table.Add([.. row.Select((value, column) => Cell(value, first: column == 0, counts[column] ? Math.Max(NumberWidth, result.Columns[column].Length) : 0))]);
        table.Write(output, palette);
    }

    private static TableCell Cell(object? value, bool first, int width)
    {
        string text = value is long count ? count.ToString(CultureInfo.InvariantCulture).PadLeft(width) : TerminalText.Escape((string?)value ?? "");
        return TableCell.Of(first ? $"  {text}" : text);
    }

    private static void WriteSql(TextWriter output, Palette palette, SurveyQuery query, int run)
    {
        output.WriteLine(palette.Quiet($"  -- {query.Title}"));
        output.WriteLine(palette.Quiet($"  {query.For(run)};"));
    }
}
