using Tes.Scan.Findings;
using Tes.Scan.Reports;
using Tes.Smtp;

namespace Tes.Scan.Checks;

/// <summary>Whether the best version of TLS that an address agrees to is still good.</summary>
internal sealed class TlsVersionCheck : ICheck
{
    public CheckTag Tag => CheckTag.TlsVersion;

    public IEnumerable<Finding> Run(DomainFacts facts)
    {
        foreach ((HostReport host, AddressReport address) in facts.Addresses)
        {
            if (address.Probe.Tls is not { } tls)
                continue;
            string subject = Subject.Of(host, address);
            yield return tls.ProtocolVersion >= TlsProtocolVersion.Tls12
                ? Finding.Pass(Tag, subject, $"the server agrees to {tls.ProtocolName}", "RFC 8996 and RFC 9325 §3.1.1: TLS 1.2 or newer")
                // RFC 8996 §4 and §5
                : Finding.Fail(
                    Tag, Severity.Error, subject, $"the best version that the server agrees to is {tls.ProtocolName}",
                    "RFC 8996: TLS 1.0 and 1.1 must not be used; senders that keep to it deliver in the clear or not at all",
                    "update the TLS library and allow TLS 1.2 and 1.3 (Postfix: smtpd_tls_protocols = >=TLSv1.2)");
        }
    }
}
