using System.Net;

namespace Tes.Mail.Spf.Evaluation;

/// <summary>An SMTP session and a mail transaction as far as SPF looks at them. All texts are a peer's and may be anything; domains
/// with U-labels are to be converted to A-labels before (RFC 7208 §4.3), as they are no fully qualified domain names to it.</summary>
public sealed record SpfRequest
{
    /// <summary>The client's address. An IPv4-mapped IPv6 address counts as the IPv4 address (RFC 7208 §5).</summary>
    public required IPAddress Client { get; init; }

    /// <summary>What the client said in HELO or EHLO; empty where it said nothing.</summary>
    public required string Helo { get; init; }

    /// <summary>The reverse-path without angle brackets; empty for the null reverse-path, where the HELO identity is checked (RFC 7208 §2.4).</summary>
    public required string MailFrom { get; init; }

    /// <summary>Which identity is checked.</summary>
    public SpfIdentity Identity { get; init; }

    /// <summary>The name of the host that checks, for explanations; RFC 7208 §7.3: "unknown" where it has none.</summary>
    public string ReceivingHost { get; init; } = "unknown";

    /// <summary>When the check is made, for explanations.</summary>
    public DateTimeOffset Time { get; init; }
}
