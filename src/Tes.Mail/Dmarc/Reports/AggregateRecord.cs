using System.Net;

namespace Tes.Mail.Dmarc.Reports;

/// <summary>Messages of one source with one outcome (RFC 9990 §3.1.1.7); texts are null where the element is missing.</summary>
public sealed record AggregateRecord
{
    /// <summary>source_ip; null where it is missing or no address.</summary>
    public IPAddress? SourceAddress { get; init; }

    /// <summary>count: messages; 0 where it is missing or no number.</summary>
    public long Count { get; init; }

    /// <summary>policy_evaluated, disposition: <c>none</c>, <c>pass</c>, <c>quarantine</c> or <c>reject</c>.</summary>
    public string? Disposition { get; init; }

    /// <summary>policy_evaluated, dkim: <c>pass</c> where an aligned signature passed, else <c>fail</c>.</summary>
    public string? DkimAligned { get; init; }

    /// <summary>policy_evaluated, spf: <c>pass</c> where SPF passed aligned, else <c>fail</c>.</summary>
    public string? SpfAligned { get; init; }

    /// <summary>policy_evaluated, reason: why the disposition is another than the policy asks for.</summary>
    public IReadOnlyList<PolicyOverride> Overrides { get; init; } = [];

    /// <summary>identifiers, header_from: the Author Domain.</summary>
    public string? HeaderFrom { get; init; }

    /// <summary>identifiers, envelope_from.</summary>
    public string? EnvelopeFrom { get; init; }

    /// <summary>identifiers, envelope_to.</summary>
    public string? EnvelopeTo { get; init; }

    /// <summary>auth_results, dkim: one for each signature.</summary>
    public IReadOnlyList<ReportedAuthentication> Dkim { get; init; } = [];

    /// <summary>auth_results, spf.</summary>
    public IReadOnlyList<ReportedAuthentication> Spf { get; init; } = [];

    /// <summary>Whether the messages passed DMARC (RFC 9989 §5.3.5).</summary>
    public DmarcResult Result => DkimAligned == "pass" || SpfAligned == "pass" ? DmarcResult.Pass : DmarcResult.Fail;
}
