using Tes.Mail.Dmarc.FailureReports;
using Tes.Mail.Dmarc.Reports;
using Tes.Mail.TlsReporting;

namespace Tes.Fuzz.Targets;

/// <summary>Reports of DMARC and TLSRPT: what is wrong can be shown; what is read, written and read again is written the same, and sums are of what is there.</summary>
internal static class MailReportTargets
{
    public static void CheckDmarc(ReadOnlySpan<byte> octets)
    {
        if (!AggregateReport.TryParse(octets.ToArray(), out IReadOnlyList<AggregateReport>? reports, out string? problem))
        {
            Property.IsShowable(problem);
            return;
        }

        var summary = new AggregateSummary();
        foreach (AggregateReport report in reports)
        {
            summary.Add(report);
            byte[] written = report.ToXml();
            Property.Holds(AggregateReport.TryParse(written, out IReadOnlyList<AggregateReport>? again, out _), "what is written can be read");
            Property.Holds(again![0].Records.Count == report.Records.Count, "the records read back are as many");
            Property.Holds(again[0].ToXml().AsSpan().SequenceEqual(written), "the report read back is written the same");
        }

        Property.Holds(summary.Reports + summary.Duplicates == reports.Count, "every report is counted");
        Property.Holds(summary.Sources.All(source => source.Passed >= 0 && source.Passed <= source.Messages), "no more pass than there are");
    }

    public static void CheckDmarcFailure(ReadOnlySpan<byte> octets)
    {
        if (!FailureReport.TryParse(octets.ToArray(), out IReadOnlyList<FailureReport>? reports, out string? problem))
        {
            Property.IsShowable(problem);
            return;
        }

        Property.Holds(reports.Count is > 0 and <= FailureReportLimits.MaxParts, "there is a report, and one for each part at most");
        Property.Holds(reports.Sum(report => report.OriginalRecipients.Count + report.ReportedDomains.Count + report.SpfRecords.Count) <= FailureReportLimits.MaxEntries, "lists are bounded over all reports");
        foreach (FailureReport report in reports)
        {
            foreach (string flaw in report.Flaws)
                Property.IsShowable(flaw);
            Property.Holds(report.Incidents >= 0, "a report stands for no negative number of messages");
            Property.Holds(report.FailedMethods?.Count is null or 0 or 2, "of the methods that failed both are told, or none, or nothing");
            Property.Holds((report.Message is null) == report.Flaws.Any(flaw => flaw is "the message that it is about is missing" or "the header section of the message is longer than 1 MiB"), "a message that is missing is told");
        }
    }

    public static void CheckTls(ReadOnlySpan<byte> octets)
    {
        if (!TlsReport.TryParse(octets.ToArray(), out TlsReport? report, out string? problem))
        {
            Property.IsShowable(problem);
            return;
        }

        byte[] written = report.ToJson();
        Property.Holds(TlsReport.TryParse(written, out TlsReport? again, out _), "what is written can be read");
        Property.Holds(again!.ToJson().AsSpan().SequenceEqual(written), "the report read back is written the same");
        var summary = new TlsReportSummary();
        summary.Add(report);
        Property.Holds(summary.Policies.Sum(policy => policy.Succeeded) == report.Policies.Sum(policy => policy.SuccessfulSessions), "sums are of what is there");
    }
}
