using Tes.Scan.Findings;
using Tes.Scan.Reports;
using Tes.TransportSecurity;
using Tes.TransportSecurity.Mx;

namespace Tes.Cli.Test;

/// <summary>The one sentence about a domain: what a sender with DANE does with mail to it.</summary>
internal static class Verdict
{
    /// <summary>The sentence. It may quote a peer: escape before a terminal sees it.</summary>
    public static string Of(DomainReport report)
    {
        if (report.Facts.ResolverTrouble is { } trouble)
            return $"could not be tested: {trouble}";
        string sentence = report.Delivery.Delivery switch
        {
            Delivery.Verified => "senders with DANE deliver to an authenticated server",
            Delivery.Trusted => "senders with DANE deliver to an authenticated server, but the MX records that name it are not signed",
            Delivery.Encrypted => "senders with DANE deliver over TLS, but authenticate nobody: no TLSA record is usable",
            Delivery.Opportunistic => "senders deliver over TLS without authentication; whoever controls the path can remove it",
            Delivery.Cleartext => "senders deliver in the clear",
            Delivery.Defer => Deferral(report),
            Delivery.Bounce => report.Facts.Mx is MxResolution.Null ? "the domain takes no mail, and says so" : $"mail is returned: {FirstReason(report)}",
            _ => throw new ArgumentOutOfRangeException(nameof(report), report.Delivery.Delivery, "Not a delivery."),
        };
        if (report.Delivery is { Uniformity: DeliveryUniformity.Mixed, Delivery: not (Delivery.Defer or Delivery.Bounce) })
            sentence += "; hosts or addresses differ";
        return report.Delivery is { Basis: PredictionBasis.Inconclusive, Delivery: not Delivery.Defer } ? sentence + "; not all could be tested" : sentence;
    }

    private static string Deferral(DomainReport report) => report.Delivery.Basis switch
    {
        PredictionBasis.NothingReached => "could not be tested: no mail server could be reached from here",
        PredictionBasis.Inconclusive => $"could not be tested: {FirstReason(report)}",
        _ => $"senders with DANE hold mail back: {FirstReason(report)}",
    };

    // Findings come worst first, so the first is the one that decides.
    private static string FirstReason(DomainReport report) =>
        report.Findings.FirstOrDefault(finding => finding.State is FindingState.Fail or FindingState.Inconclusive) is { } finding
            ? $"{finding.Message}"
            : "the reason is not known";
}
