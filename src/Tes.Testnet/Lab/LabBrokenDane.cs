using Tes.Dns.Iana;
using Tes.Testnet.Certificates;
using Tes.Testnet.Dns;
using Tes.Testnet.Smtp;

namespace Tes.Testnet.Lab;

/// <summary>Domains that publish TLSA records and do not live up to them: a DANE sender keeps its mail.</summary>
internal static class LabBrokenDane
{
    private static readonly LabExpectation Unknown = new("defer") { Dane = "untested" };

    public static IReadOnlyList<LabDomain> Domains { get; } =
    [
        LabSite.At("dane-mismatch.test")
            .WithHost(host => host with { Tlsa = [Tlsa.DaneEE with { Flaw = TlsaFlaw.OtherCertificate }] })
            .Shows("The certificate was changed, the TLSA record was not", "RFC 7672 §2.2", LabExpectation.Mismatch),
        LabSite.At("dane-ta-root-not-sent.test")
            .WithHost(host => host with { Certificate = ServerCertificate.PrivateCa with { Sent = SentChain.WithoutRoot }, Tlsa = [Tlsa.DaneTA] })
            .Shows("2 0 1 of a root that is not sent along", "RFC 7672 §3.1.2", LabExpectation.Mismatch),
        LabSite.At("dane-ta-wrong-name.test")
            .WithHost(host => host with { Certificate = ServerCertificate.PrivateCa with { Names = ["mx.elsewhere.test"] }, Tlsa = [Tlsa.DaneTA] })
            .Shows("DANE-TA with a certificate for another name", "RFC 7672 §3.2.2", LabExpectation.Mismatch),
        LabSite.At("dane-ta-expired.test")
            .WithHost(host => host with { Certificate = ServerCertificate.PrivateCa with { Lifetime = CertificateLifetime.Expired }, Tlsa = [Tlsa.DaneTA] })
            .Shows("DANE-TA with an expired certificate", "RFC 7671 §5.2", LabExpectation.Mismatch),
        LabSite.At("dane-agility-mismatch.test")
            .WithHost(host => host with
            {
                Tlsa = [Tlsa.DaneEE, Tlsa.DaneEE with { MatchingType = TlsaMatchingType.Sha512, Flaw = TlsaFlaw.OtherCertificate }],
            })
            .Shows("A right SHA-256 record beside a wrong SHA-512 one: the stronger counts", "RFC 7671 §9", LabExpectation.Mismatch),
        LabSite.At("dane-no-starttls.test")
            .WithHost(host => host with { StartTls = StartTlsSupport.NotOffered, Tlsa = [Tlsa.DaneEE] })
            .Shows("TLSA records, but no STARTTLS", "RFC 7672 §2.2", Unknown with { Tlsa = "usable", StartTls = "no" }),
        LabSite.At("dane-stripped.test")
            .WithHost(host => host with { StartTls = StartTlsSupport.Stripped, Tlsa = [Tlsa.DaneEE] })
            .Shows("An attacker overwrites STARTTLS; with DANE the mail waits", "RFC 7672 §1.3.1", Unknown with { Tlsa = "usable", StartTls = "no" }),
        LabSite.At("dane-454.test")
            .WithHost(host => host with { StartTls = StartTlsSupport.Unavailable, Tlsa = [Tlsa.DaneEE] })
            .Shows("TLSA records, and STARTTLS refused with 454", "RFC 7672 §2.2", Unknown with { Tlsa = "usable", StartTls = "refused" }),
        LabSite.At("dane-handshake-fails.test")
            .WithHost(host => host with { StartTls = StartTlsSupport.HandshakeFails, Tlsa = [Tlsa.DaneEE] })
            .Shows("TLSA records, and a handshake that fails", "RFC 7672 §2.2", Unknown with { Tlsa = "usable", StartTls = "failed" }),
        LabSite.At("injected.test")
            .WithHost(host => host with { StartTls = StartTlsSupport.InjectsCleartext, Tlsa = [Tlsa.DaneEE] })
            .Shows("A reply in cleartext is pushed in behind the acceptance of STARTTLS", "RFC 3207 §6", Unknown with { Tlsa = "usable", StartTls = "failed" }),
        LabSite.At("tlsa-servfail.test")
            .WithFault(new DnsFault(DnsFaultKind.ServFail) { Type = RRType.Tlsa })
            .Shows("Name servers that fail when asked for TLSA", "RFC 7672 §2.1.2", Unknown with { Tlsa = "failed" }),
        LabSite.At("tlsa-bogus.test")
            .WithFault(new DnsFault(DnsFaultKind.BogusSignature) { Type = RRType.Tlsa })
            .WithHost(host => host with { Tlsa = [Tlsa.DaneEE] })
            .Shows("TLSA records with a bad signature", "RFC 7672 §2.1.2", Unknown with { Tlsa = "bogus" }),
        LabSite.At("tlsa-no-proof.test")
            .WithFault(new DnsFault(DnsFaultKind.MissingDenial) { Type = RRType.Tlsa })
            .Shows("No TLSA records, and no proof that there are none", "RFC 7672 §2.1.2", Unknown with { Tlsa = "bogus" }),
    ];
}
