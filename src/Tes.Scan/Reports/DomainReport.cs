using Tes.Dns.Resolution;
using Tes.Scan.Findings;
using Tes.TransportSecurity;

namespace Tes.Scan.Reports;

/// <summary>What there is to say about a domain.</summary>
/// <param name="Facts">What was seen.</param>
/// <param name="Findings">What the checks say of it, the worst first.</param>
/// <param name="Elapsed">Wall time of the test.</param>
/// <param name="Lookups">Look-ups made for it, answers from a cache counted.</param>
public sealed record DomainReport(DomainFacts Facts, IReadOnlyList<Finding> Findings, TimeSpan Elapsed, int Lookups)
{
    /// <summary>What was looked up for it, one answer for each question, in no order.</summary>
    public IReadOnlyList<Answer> Answers { get; init; } = [];

    /// <summary>What an RFC 7672 sender with opportunistic DANE does with mail to the domain now.</summary>
    public DeliveryPrediction Delivery => Facts.Delivery;

    /// <summary>The sum of the findings: the worst of their states.</summary>
    public FindingState State => Findings.Select(finding => finding.State).DefaultIfEmpty(FindingState.Pass).Max();
}
