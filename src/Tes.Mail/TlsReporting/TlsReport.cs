using System.Diagnostics.CodeAnalysis;

namespace Tes.Mail.TlsReporting;

/// <summary>A report on TLS sessions (RFC 8460 §4.4). All texts of one that was received are a peer's, to be escaped wherever they are shown.</summary>
public sealed record TlsReport
{
    /// <summary>organization-name: who reports; null where it is missing.</summary>
    public string? OrganizationName { get; init; }

    /// <summary>date-range, start-datetime; null where it is missing or no time.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>date-range, end-datetime; null where it is missing or no time.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>contact-info; null where it is missing.</summary>
    public string? ContactInfo { get; init; }

    /// <summary>report-id; null where it is missing.</summary>
    public string? ReportId { get; init; }

    /// <summary>policies, in order.</summary>
    public required IReadOnlyList<TlsReportPolicy> Policies { get; init; }

    /// <summary>Reads a report.</summary>
    /// <param name="octets">The JSON document, or the same packed with gzip.</param>
    /// <param name="report">The report.</param>
    /// <param name="problem">Why it is none, a clause of ours, safe to show.</param>
    public static bool TryParse(byte[] octets, [NotNullWhen(true)] out TlsReport? report, [NotNullWhen(false)] out string? problem) =>
        TlsReportReader.TryRead(octets, out report, out problem);

    /// <summary>The report as a JSON document (RFC 8460 §4.4), UTF-8.</summary>
    public byte[] ToJson() => TlsReportWriter.Write(this);
}
