using System.Globalization;
using Tes.Cli.Mail;
using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Mail.AuthenticationResults;
using Tes.Mail.Dmarc.FailureReports;

namespace Tes.Cli.Dmarc;

/// <summary>Failure reports for people: one line for each thing that a report says.</summary>
internal sealed class DmarcFailureReportText(TextWriter output, Palette palette) : IFailureReportOutput
{
    // More lines of one kind would hide the others; JSON has them.
    private const int MostLines = 8;

    private const int LabelWidth = 12;

    private int _reports;
    private long _incidents;

    public void Write(FailureReport report)
    {
        _reports++;
        _incidents += report.Incidents;
        Write(output, report, palette);
        output.WriteLine();
    }

    public void Dispose()
    {
        if (_reports == 0)
            return;
        output.WriteLine(palette.Heading(string.Create(CultureInfo.InvariantCulture, $"{_reports} failure {(_reports == 1 ? "report" : "reports")}, {_incidents} {(_incidents == 1 ? "incident" : "incidents")}")));
        // A command that fails behind this writes no more.
        output.Flush();
    }

    private static void Write(TextWriter output, FailureReport report, Palette palette)
    {
        output.WriteLine($"{palette.Bad(TerminalText.Shorten(report.AuthenticationFailure ?? "?"))}  {palette.Heading(TerminalText.Shorten(string.Join(", ", report.ReportedDomains.DefaultIfEmpty("?"))))}");
        if (report.FailedMethods is { } failed)
            Line(output, "failed", failed.Count == 0 ? "neither DKIM nor SPF" : string.Join(", ", failed) + " gave no aligned identifier");
        else if (report.IdentityAlignment is { } words)
            Line(output, "alignment", $"{string.Join(", ", words)} (what failed, by RFC 9991; what did not, by RFC 7489)");
        Line(output, "arrived", report.ArrivalDate is { } arrived ? TimeText.Format(arrived) : null);
        Line(output, "source", report.SourceAddress is { } address ? address + (report.SourcePort is { } port ? string.Create(CultureInfo.InvariantCulture, $" port {port}") : string.Empty) : null);
        Line(output, "delivery", report.DeliveryResult);
        Line(output, "incidents", report.Incidents == 1 ? null : report.Incidents.ToString(CultureInfo.InvariantCulture));
        Line(output, "mail from", report.OriginalMailFrom is { } from ? $"<{from}>" : null);
        Lines(output, "rcpt to", report.OriginalRecipients.Select(recipient => $"<{recipient}>"), report.OriginalRecipients.Count);
        Line(output, "envelope id", report.OriginalEnvelopeId);
        IReadOnlyList<MethodResult> results = report.AuthenticationResults?.Results ?? [];
        Lines(output, "results", results.Select(ResultText.Of), results.Count);
        if (report.Dkim is { } dkim)
            Line(output, "dkim", $"d={dkim.Domain ?? "?"} s={dkim.Selector ?? "?"}{(dkim.Identity is null ? string.Empty : $" i={dkim.Identity}")}");
        Line(output, "key record", report.Dkim?.KeyRecord);
        Line(output, "adsp", report.Dkim?.AdspRecord);
        Lines(output, "uri", report.ReportedUris, report.ReportedUris.Count);
        Lines(output, "spf", report.SpfRecords, report.SpfRecords.Count);
        Line(output, "reporter", string.Join(", ", new[] { report.AuthenticationResults is { } found ? ResultText.Quote(found.AuthenticationServiceId) : null, report.ReportingMta, report.UserAgent }.OfType<string>()));
        if (report.Message is { } message)
            Write(output, message);
        foreach (string flaw in report.Flaws)
            output.WriteLine("  " + palette.Doubtful(flaw));
    }

    private static void Write(TextWriter output, ReportedMessage message)
    {
        Line(output, "message", message.IsWhole ? "whole" : "header section alone");
        Line(output, "  From", message.From);
        Line(output, "  To", message.To);
        Line(output, "  Subject", message.Subject);
        Line(output, "  Date", message.Date);
        Line(output, "  Message-ID", message.MessageId);
        Line(output, "  List-Id", message.ListId);
        Lines(output, "  signature", message.Signatures.Select(signature => $"d={signature.Domain ?? "?"} s={signature.Selector ?? "?"}"), message.Signatures.Count);
        Line(output, "  hops", message.ReceivedFields.ToString(CultureInfo.InvariantCulture));
    }

    private static void Lines(TextWriter output, string label, IEnumerable<string> texts, int count)
    {
        foreach (string text in texts.Take(MostLines))
            Line(output, label, text);
        if (count > MostLines)
            Line(output, label, string.Create(CultureInfo.InvariantCulture, $"and {count - MostLines} more"));
    }

    private static void Line(TextWriter output, string label, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            output.WriteLine($"  {label.PadRight(LabelWidth)}  {TerminalText.Shorten(text)}");
    }
}
