using System.Globalization;
using Tes.Dns.Iana;
using Tes.Scan.Findings;
using Tes.Scan.Reports;
using Tes.TransportSecurity.Dane;
using Tes.TransportSecurity.Pkix;

namespace Tes.Scan.Checks;

/// <summary>Whether certificates that DANE-TA depends on expire soon. Under DANE-EE dates do not count (RFC 7671 §5.1).</summary>
internal sealed class DaneExpiryCheck : ICheck
{
    /// <summary>Automatic renewal runs at a third of a 90-day lifetime or later; below two weeks something is stuck.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    public CheckTag Tag => CheckTag.DaneExpiry;

    public IEnumerable<Finding> Run(DomainFacts facts)
    {
        foreach ((HostReport host, AddressReport address) in facts.Addresses)
        {
            if (address.Outcome.Authentication is not DaneAuthentication.Authenticated { Record.Usage: TlsaCertificateUsage.DaneTA }
                || !PeerCertificate.TryRead(address.Probe.Tls!.CertificateChain[0], out PeerCertificate? leaf, out _))
                continue;
            string subject = Subject.Of(host, address);
            string date = leaf.NotAfter.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            yield return leaf.NotAfter - facts.Time < Soon
                ? Finding.Warning(
                    Tag, Severity.Warning, subject, $"the certificate expires on {date}, in {(int)(leaf.NotAfter - facts.Time).TotalDays} days",
                    "RFC 7671 §5.2: under DANE-TA dates count; with an expired certificate senders do not deliver", "renew the certificate now")
                : Finding.Pass(Tag, subject, $"the certificate is valid until {date}", "RFC 7671 §5.2: under DANE-TA dates count");
        }
    }
}
