using Tes.Scan.Reports;
using Tes.TransportSecurity;
using Tes.TransportSecurity.Mx;

namespace Tes.Cli.Test;

/// <summary>The one sentence about a domain: what a sender with DANE does with mail to it.</summary>
internal static class Verdict
{
    /// <summary>The sentence, in words of ours alone but for what a resolver's trouble quotes: escape before a terminal sees it.</summary>
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
            Delivery.Bounce => Bounce(report.Facts.Mx),
            _ => throw new ArgumentOutOfRangeException(nameof(report), report.Delivery.Delivery, "Not a delivery."),
        };
        if (report.Delivery is { Uniformity: DeliveryUniformity.Mixed, Delivery: not (Delivery.Defer or Delivery.Bounce) })
            sentence += "; hosts or addresses differ";
        return report.Delivery is { Basis: PredictionBasis.Inconclusive, Delivery: not Delivery.Defer } ? sentence + "; not all could be tested" : sentence;
    }

    private static string Deferral(DomainReport report) => report.Delivery.Basis switch
    {
        PredictionBasis.NothingReached => "could not be tested: no mail server could be reached from here",
        PredictionBasis.Inconclusive => $"could not be tested: {Faults(report)}",
        _ => $"senders with DANE hold mail back: {Faults(report)}",
    };

    private static string Faults(DomainReport report) => report.Facts.Mx switch
    {
        MxResolution.Bogus => "the MX records are bogus",
        MxResolution.Failed => "the MX look-up fails",
        _ => string.Join("; ", report.Delivery.Hosts.SelectMany(FaultsOf).Distinct(StringComparer.Ordinal)),
    };

    private static IEnumerable<string> FaultsOf(HostPrediction host) => host.Availability switch
    {
        HostAvailability.NoAddress => [],
        HostAvailability.Unknown => ["the addresses of the mail server are bogus or cannot be looked up"],
        _ => host.Addresses.OfType<AddressOutcome.DoesNotDeliver>().Select(address => address.Fault switch
        {
            AddressFault.NotAuthenticated => "the certificate matches no TLSA record",
            AddressFault.NoTls => "TLSA records promise TLS, and there is none",
            AddressFault.ObsoleteTls => "TLSA records promise TLS, and the mail server has only versions that must not be used",
            AddressFault.TlsaUnknown => "the TLSA look-up is bogus or fails",
            AddressFault.Unreachable => "the mail server cannot be reached",
            AddressFault.Inconclusive => "the mail server did not let the test go on",
            _ => throw new ArgumentOutOfRangeException(nameof(host), address.Fault, "Not a fault."),
        }),
    };

    private static string Bounce(MxResolution mx) => mx switch
    {
        MxResolution.Null => "the domain takes no mail, and says so",
        MxResolution.NoSuchDomain => "mail is returned: there is no such domain",
        MxResolution.Implicit => "mail is returned: the domain has neither MX records nor an address",
        _ => "mail is returned: no MX host has an address",
    };
}
