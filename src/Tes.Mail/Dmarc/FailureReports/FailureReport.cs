using System.Diagnostics.CodeAnalysis;
using System.Net;
using Tes.Mail.AuthenticationResults;

namespace Tes.Mail.Dmarc.FailureReports;

/// <summary>
/// A failure report: a message/feedback-report part of the type auth-failure (RFC 5965, RFC 6591, RFC 9991), and the message that it
/// is about. All texts are a peer's, to be escaped wherever they are shown; null where the field is missing or, of numbers, dates and
/// addresses, is none. Of a field that may stand once the first counts.
/// </summary>
public sealed record FailureReport
{
    /// <summary>Version; 1 is the only one there is (RFC 5965 §3.1).</summary>
    public string? Version { get; init; }

    /// <summary>User-Agent: the program that made the report.</summary>
    public string? UserAgent { get; init; }

    /// <summary>Auth-Failure in lower case: adsp, bodyhash, revoked, signature, spf (RFC 6591 §3.1.3) or dmarc (RFC 9991 §4); others may come.</summary>
    public string? AuthenticationFailure { get; init; }

    /// <summary>Authentication-Results: what the receiver found. Null also where the field cannot be read.</summary>
    public AuthenticationResultsField? AuthenticationResults { get; init; }

    /// <summary>
    /// Identity-Alignment as written, in lower case: dkim and spf, or none. Those that RFC 9991 §4 wants are the methods that gave no aligned
    /// identifier; those of RFC 7489 §7.3.1, which older senders write, are the ones that gave one: the opposite. No report says which it
    /// follows; <see cref="FailedMethods"/> is what can be told. Null where the field is missing.
    /// </summary>
    public IReadOnlyList<string>? IdentityAlignment { get; init; }

    /// <summary>
    /// The methods, dkim and spf, that gave no aligned identifier: where only one reading of <see cref="IdentityAlignment"/> goes with the
    /// result of DMARC. Null where both do, or none.
    /// </summary>
    public IReadOnlyList<string>? FailedMethods => AlignmentReading.FailedMethods(this);

    /// <summary>Original-Envelope-Id.</summary>
    public string? OriginalEnvelopeId { get; init; }

    /// <summary>Original-Mail-From, without angle brackets; empty for the null reverse-path.</summary>
    public string? OriginalMailFrom { get; init; }

    /// <summary>Original-Rcpt-To, each without angle brackets.</summary>
    public IReadOnlyList<string> OriginalRecipients { get; init; } = [];

    /// <summary>Arrival-Date: when the message came.</summary>
    public DateTimeOffset? ArrivalDate { get; init; }

    /// <summary>Source-IP: the client that sent it.</summary>
    public IPAddress? SourceAddress { get; init; }

    /// <summary>Source-Port (RFC 6692).</summary>
    public int? SourcePort { get; init; }

    /// <summary>Reported-Domain: the domains that the report is about.</summary>
    public IReadOnlyList<string> ReportedDomains { get; init; } = [];

    /// <summary>Reported-URI: URIs that the report is about (RFC 5965 §3.3).</summary>
    public IReadOnlyList<string> ReportedUris { get; init; } = [];

    /// <summary>Reporting-MTA: the mail server that reports, with its name type (<c>dns;</c>).</summary>
    public string? ReportingMta { get; init; }

    /// <summary>Delivery-Result in lower case: delivered, spam, policy, reject or other (RFC 6591 §3.2.2); others may come.</summary>
    public string? DeliveryResult { get; init; }

    /// <summary>Incidents: how many messages of this kind the report stands for, 1 unless it says so (RFC 5965 §3.2).</summary>
    public long Incidents { get; init; } = 1;

    /// <summary>What it says of a DKIM signature; null where it says nothing.</summary>
    public DkimFailureDetails? Dkim { get; init; }

    /// <summary>SPF-DNS: the records that were used, <c>txt : DOMAIN : "RECORD"</c> (RFC 6591 §3.2.5).</summary>
    public IReadOnlyList<string> SpfRecords { get; init; } = [];

    /// <summary>The message; null where no third part shows it, which RFC 5965 §2 does not allow, or its header section is longer than the limit.</summary>
    public ReportedMessage? Message { get; init; }

    /// <summary>
    /// Clauses of ours, those of fields first: fields that are missing (RFC 5965 §3.1, RFC 6591 §3.1, RFC 9991 §4), stand twice or cannot be read, and parts
    /// that are missing, too long or badly encoded; senders in use have some. Other rules of the RFCs are not looked at.
    /// </summary>
    public IReadOnlyList<string> Flaws { get; init; } = [];

    /// <summary>What there is of things that have no number of their own.</summary>
    internal int EntryCount => (AuthenticationResults?.EntryCount ?? 0) + (IdentityAlignment?.Count ?? 0) + OriginalRecipients.Count + ReportedDomains.Count + ReportedUris.Count
        + SpfRecords.Count + (Message?.AuthorDomains.Count ?? 0) + (Message?.Signatures.Count ?? 0);

    /// <summary>Reads the reports of a file.</summary>
    /// <param name="octets">
    /// A message (multipart/report, or with such a one attached or forwarded in it), with CRLF or LF, the same packed with gzip, or a
    /// ZIP archive of .eml files.
    /// </param>
    /// <param name="reports">The reports, one or more.</param>
    /// <param name="problem">Why there is none, a clause of ours, safe to show.</param>
    public static bool TryParse(byte[] octets, [NotNullWhen(true)] out IReadOnlyList<FailureReport>? reports, [NotNullWhen(false)] out string? problem) =>
        FailureReportReader.TryRead(octets, out reports, out problem);
}
