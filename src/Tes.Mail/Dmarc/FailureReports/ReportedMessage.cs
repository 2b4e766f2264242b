using Tes.Dns;

namespace Tes.Mail.Dmarc.FailureReports;

/// <summary>
/// The message that a report is about, as far as the sender of the report shows it (RFC 5965 §2, third part; fields and addresses may
/// have been redacted, RFC 6590). Texts are those of whoever wrote the message; null where a field is missing, the first where one stands twice.
/// </summary>
public sealed record ReportedMessage
{
    /// <summary>Whether the body came with it; else it is the header section alone (text/rfc822-headers, RFC 6522 §4).</summary>
    public required bool IsWhole { get; init; }

    /// <summary>From, unfolded.</summary>
    public string? From { get; init; }

    /// <summary>The domains of the authors, in order, each once; none where there are none or the field cannot be read.</summary>
    public IReadOnlyList<DomainName> AuthorDomains { get; init; } = [];

    /// <summary>To, unfolded.</summary>
    public string? To { get; init; }

    /// <summary>Subject, unfolded; encoded words (RFC 2047) stay as they are.</summary>
    public string? Subject { get; init; }

    /// <summary>Date, unfolded.</summary>
    public string? Date { get; init; }

    /// <summary>Message-ID, unfolded.</summary>
    public string? MessageId { get; init; }

    /// <summary>List-Id (RFC 2919): the mailing list that it came over, the usual reason of a failure.</summary>
    public string? ListId { get; init; }

    /// <summary>How many Received fields it has: the hops.</summary>
    public int ReceivedFields { get; init; }

    /// <summary>d= and s= of each DKIM-Signature from the top, as many as are verified of a message; null for a tag that is not there.</summary>
    public IReadOnlyList<(string? Domain, string? Selector)> Signatures { get; init; } = [];
}
