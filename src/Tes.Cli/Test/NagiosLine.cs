using System.Globalization;
using Tes.Cli.Terminal;
using Tes.Scan.Findings;
using Tes.Scan.Reports;

namespace Tes.Cli.Test;

/// <summary>One line for monitoring: state, what is wrong, and performance data, by the guidelines for Nagios plug-ins.</summary>
internal static class NagiosLine
{
    private const int Ok = 0;
    private const int WarningStatus = 1;
    private const int Critical = 2;
    private const int Unknown = 3;

    /// <summary>Writes the line.</summary>
    /// <returns>The exit status: a failed check is critical, then what could not be tested unknown, then a warning.</returns>
    public static int Write(TextWriter output, IReadOnlyList<DomainReport> reports)
    {
        DomainReport worst = reports.MaxBy(report => report.State)!;
        (string word, int status) = worst.State switch
        {
            FindingState.Fail => ("CRITICAL", Critical),
            FindingState.Inconclusive => ("UNKNOWN", Unknown),
            FindingState.Warning => ("WARNING", WarningStatus),
            _ => ("OK", Ok),
        };
        string domains = reports.Count == 1 ? string.Empty : $"{reports.Count} domains, worst ";
        string finding = worst.Findings is [{ State: > FindingState.Info } first, ..] ? $"; {first.Tag.ToWord()} {first.Subject}: {first.Message}" : string.Empty;
        output.WriteLine($"TES {word} - {Text($"{domains}{worst.Facts.Domain.Text}: {ReportWords.Of(worst.Delivery.Delivery)}{finding}")} | {PerformanceData(reports)}");
        return status;
    }

    /// <summary>A line for what kept the test from starting.</summary>
    public static int WriteUnknown(TextWriter output, string problem)
    {
        output.WriteLine($"TES UNKNOWN - {Text(problem)}");
        return Unknown;
    }

    private static string PerformanceData(IReadOnlyList<DomainReport> reports)
    {
        IEnumerable<Finding> findings = reports.SelectMany(report => report.Findings);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"time={reports.Max(report => report.Elapsed).TotalSeconds:0.000}s failed={Count(findings, FindingState.Fail)} inconclusive={Count(findings, FindingState.Inconclusive)} warnings={Count(findings, FindingState.Warning)} hosts={reports.Sum(report => report.Facts.Hosts.Count)} addresses={reports.Sum(report => report.Facts.Addresses.Count)}");
    }

    private static int Count(IEnumerable<Finding> findings, FindingState state) => findings.Count(finding => finding.State == state);

    // A bar begins the performance data.
    private static string Text(string text) => TerminalText.Escape(text).Replace('|', '/');
}
