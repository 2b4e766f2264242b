using System.Globalization;
using Tes.Cli.Terminal;
using Tes.Scan.Findings;
using Tes.Scan.Reports;
using Tes.TransportSecurity;

namespace Tes.Cli.Test;

/// <summary>Reports for people: a verdict for each domain, the table, the findings.</summary>
internal static class TestText
{
    public static void Write(CommandConsole console, IReadOnlyList<DomainReport> reports, TimeSpan elapsed, long questions, bool verbose)
    {
        var palette = new Palette(console.Color);
        WriteVerdicts(console, reports, palette);
        console.Output.WriteLine();
        TestTable.Write(console, reports, palette);
        foreach (DomainReport report in reports)
            WriteFindings(console, report, Threshold(reports.Count, verbose), palette);
        console.Output.WriteLine();
        console.Output.WriteLine(palette.Quiet(Summary(reports, elapsed, questions)));
    }

    private static void WriteVerdicts(CommandConsole console, IReadOnlyList<DomainReport> reports, Palette palette)
    {
        int nameWidth = reports.Max(report => NameOf(report).Length);
        int wordWidth = reports.Max(report => WordOf(report).Length);
        foreach (DomainReport report in reports)
        {
            string word = WordOf(report);
            console.Output.Write($"{palette.Heading(NameOf(report))}{new string(' ', nameWidth - NameOf(report).Length)}  {Paint(report, palette)(word)}{new string(' ', wordWidth - word.Length)}  ");
            WriteParagraph(console, TerminalText.Escape(Verdict.Of(report)), nameWidth + wordWidth + 4);
        }
    }

    /// <summary>The best state that is still shown: among many domains what is merely worth knowing hides what is wrong.</summary>
    private static FindingState Threshold(int domains, bool verbose) =>
        verbose ? FindingState.Pass : domains == 1 ? FindingState.Info : FindingState.Warning;

    private static void WriteFindings(CommandConsole console, DomainReport report, FindingState threshold, Palette palette)
    {
        List<Finding> shown = [.. report.Findings.Where(finding => finding.State >= threshold)];
        if (shown.Count == 0 && threshold == FindingState.Warning)
            return;
        int passed = report.Findings.Count(finding => finding.State == FindingState.Pass);
        console.Output.WriteLine();
        console.Output.WriteLine(palette.Heading($"Findings for {NameOf(report)}")
            + (shown.Count == 0 ? $": none, all {passed} checks passed" : threshold == FindingState.Pass || passed == 0 ? string.Empty : $" ({passed} {(passed == 1 ? "check" : "checks")} passed; -v shows all)"));
        int width = shown.Select(finding => ReportWords.Of(finding.State).Length).DefaultIfEmpty().Max();
        foreach (Finding finding in shown)
            WriteFinding(console, finding, width, palette);
    }

    private static void WriteFinding(CommandConsole console, Finding finding, int width, Palette palette)
    {
        string state = ReportWords.Of(finding.State);
        int indent = width + 4;
        string margin = new(' ', indent);
        console.Output.Write($"  {Paint(finding.State, palette)(state)}{new string(' ', width - state.Length)}  ");
        WriteParagraph(console, $"{TerminalText.Escape(finding.Subject)}: {TerminalText.Escape(finding.Message)} [{finding.Tag.ToWord()}]", indent);
        if (finding.State == FindingState.Pass)
            return;
        console.Output.Write(margin + palette.Quiet("why") + " ");
        WriteParagraph(console, TerminalText.Escape(finding.Why), indent + 4);
        string label = "fix";
        foreach (string line in finding.Fix?.Split('\n') ?? [])
        {
            console.Output.Write($"{margin}{palette.Good(label)} ");
            // Records are copied from here: never broken.
            if (line.Contains(" IN ", StringComparison.Ordinal))
                console.Output.WriteLine(TerminalText.Escape(line));
            else
                WriteParagraph(console, TerminalText.Escape(line), indent + 4);
            label = "   ";
        }
    }

    private static void WriteParagraph(CommandConsole console, string text, int indent)
    {
        string margin = string.Empty;
        foreach (string line in Paragraph.Lines(text, console.OutputWidth, indent))
        {
            console.Output.WriteLine(margin + line);
            margin = new string(' ', indent);
        }
    }

    private static string Summary(IReadOnlyList<DomainReport> reports, TimeSpan elapsed, long questions) => string.Create(
        CultureInfo.InvariantCulture,
        $"{reports.Count} {(reports.Count == 1 ? "domain" : "domains")} in {elapsed.TotalSeconds:0.00} s, {reports.Sum(report => report.Lookups)} look-ups, {questions} DNS questions");

    /// <summary>With U-labels where there are any; then both forms.</summary>
    private static string NameOf(DomainReport report)
    {
        string unicode = TerminalText.Escape(report.Facts.Domain.UnicodeText);
        return string.Equals(unicode, report.Facts.Domain.Text, StringComparison.Ordinal) ? unicode : $"{unicode} ({report.Facts.Domain.Text})";
    }

    // What was not seen is not called by the name of what would follow from it.
    private static string WordOf(DomainReport report) =>
        report.Facts.ResolverTrouble is not null || report.Delivery is { Delivery: Delivery.Defer, Basis: not PredictionBasis.Observed }
            ? "inconclusive"
            : ReportWords.Of(report.Delivery.Delivery);

    private static Func<string, string> Paint(DomainReport report, Palette palette) => report.Delivery.Delivery switch
    {
        _ when WordOf(report) == "inconclusive" => palette.Doubtful,
        Delivery.Verified => palette.Good,
        Delivery.Trusted or Delivery.Encrypted or Delivery.Opportunistic => palette.Doubtful,
        Delivery.Bounce when report.State < FindingState.Warning => palette.Good,
        _ => palette.Bad,
    };

    private static Func<string, string> Paint(FindingState state, Palette palette) => state switch
    {
        FindingState.Pass => palette.Good,
        FindingState.Info => palette.Quiet,
        FindingState.Fail => palette.Bad,
        _ => palette.Doubtful,
    };
}
