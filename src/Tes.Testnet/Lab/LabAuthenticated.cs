using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Testnet.Certificates;
using Tes.Testnet.Dns;
using Tes.Testnet.Smtp;

namespace Tes.Testnet.Lab;

/// <summary>Domains to which a DANE sender delivers authenticated.</summary>
internal static class LabAuthenticated
{
    private static readonly Tlsa OtherKey = Tlsa.DaneEE with { Flaw = TlsaFlaw.OtherCertificate };

    public static IReadOnlyList<LabDomain> Domains { get; } =
    [
        LabSite.At("dane-ee.test")
            .WithHost(host => host with { Tlsa = [Tlsa.DaneEE] })
            .Shows("DANE as recommended: 3 1 1 of a self-signed certificate", "RFC 7672 §3.1.1", LabExpectation.Verified),
        LabSite.At("dane-ta.test")
            .WithHost(host => host with { Certificate = ServerCertificate.PrivateCa, Tlsa = [Tlsa.DaneTA] })
            .Shows("DANE by a private CA: 2 0 1 of a root that is sent along", "RFC 7672 §3.1.2", LabExpectation.Verified),
        LabSite.At("dane-ta-intermediate.test")
            .WithHost(host => host with
            {
                Certificate = ServerCertificate.PrivateCa with { Sent = SentChain.WithoutRoot },
                Tlsa = [Tlsa.DaneTA with { Selector = TlsaSelector.Spki, Of = ChainPosition.Intermediate }],
            })
            .Shows("2 1 1 of the intermediate: the root need not be sent", "RFC 7671 §5.2.2", LabExpectation.Verified),
        LabSite.At("dane-ta-full.test")
            .WithHost(host => host with
            {
                Certificate = ServerCertificate.PrivateCa with { Sent = SentChain.WithoutRoot },
                Tlsa = [Tlsa.DaneTA with { MatchingType = TlsaMatchingType.Full }],
            })
            .Shows("2 0 0: the root stands in DNS and is not sent", "RFC 7671 §5.2", LabExpectation.Verified),
        LabSite.At("dane-ee-expired.test")
            .WithHost(host => host with
            {
                Certificate = new ServerCertificate { Lifetime = CertificateLifetime.Expired, Names = ["old-name.test"] },
                Tlsa = [Tlsa.DaneEE],
            })
            .Shows("Expired and for another name, yet right: with DANE-EE neither counts", "RFC 7671 §5.1", LabExpectation.Verified),
        LabSite.At("dane-rollover.test")
            .WithHost(host => host with { Tlsa = [Tlsa.DaneEE, OtherKey] })
            .Shows("Key rollover: the next key's record is there already", "RFC 7671 §8.1", LabExpectation.Verified),
        LabSite.At("dane-agility.test")
            .WithHost(host => host with { Tlsa = [OtherKey, Tlsa.DaneEE with { MatchingType = TlsaMatchingType.Sha512 }] })
            .Shows("A wrong SHA-256 record beside a right SHA-512 one: only the stronger counts", "RFC 7671 §9", LabExpectation.Verified),
        LabSite.At("dane-unusable-too.test")
            .WithHost(host => host with { Tlsa = [Tlsa.DaneEE with { Usage = TlsaCertificateUsage.PkixEE }, Tlsa.DaneEE] })
            .Shows("A PKIX-EE record is ignored beside a usable one", "RFC 7672 §3.1.3", LabExpectation.Verified),
        LabSite.At("tlsa-cname.test")
            .WithRecords($"@ MX 10 mx\n{LabSite.Spf}\n*._tcp.mx CNAME _25._tcp.shared")
            .WithHost(host => host with { Tlsa = [Tlsa.DaneEE], TlsaBase = DomainName.Parse("shared.tlsa-cname.test") })
            .Shows("The TLSA name is an alias of a shared one", "RFC 7671 §7", LabExpectation.Verified),
        LabSite.At("hosted.test")
            .WithRecords($"@ MX 10 mx.{LabScenario.Provider}.\n{LabSite.Spf}").WithHosts()
            .Shows("Mail at a provider with DANE", "RFC 7672 §2.2.1", LabExpectation.Verified),
        LabSite.At("hosted-insecure.test")
            .WithRecords($"@ MX 10 mx.{LabScenario.Provider}.\n{LabSite.Spf}").WithHosts()
            .WithZone(zone => zone with { Signing = null })
            .Shows("Unsigned domain, provider with DANE: the MX record may be forged", "RFC 7672 §2.2.1",
                LabExpectation.Verified with { Delivery = "trusted", MxSecurity = "insecure" }),
        LabSite.At("mx-cname.test")
            .WithRecords($"@ MX 10 mx\n{LabSite.Spf}\nmx CNAME mx.{LabScenario.Provider}.").WithHosts()
            .Shows("The MX host is an alias; TLSA at the expanded name", "RFC 7672 §2.2.2", LabExpectation.Verified),
        LabSite.At("mx-cname-original.test")
            .WithRecords($"@ MX 10 mx\n{LabSite.Spf}\nmx CNAME real")
            .WithHosts(SmtpHost.Normal("real.mx-cname-original.test") with
            {
                Tlsa = [Tlsa.DaneEE],
                TlsaBase = DomainName.Parse("mx.mx-cname-original.test"),
            })
            .Shows("The MX host is an alias; TLSA only at the original name", "RFC 7672 §2.2.2", LabExpectation.Verified),
        LabSite.At("implicit-mx.test")
            .WithRecords(LabSite.Spf)
            .WithHosts(SmtpHost.Normal("implicit-mx.test") with { Tlsa = [Tlsa.DaneEE] })
            .Shows("No MX record: the domain is its own mail host", "RFC 5321 §5.1", LabExpectation.Verified with { MxKind = "implicit" }),
        LabSite.At("mixed-mx.test")
            .WithRecords($"@ MX 10 mx\n@ MX 20 backup\n{LabSite.Spf}")
            .WithHosts(
                SmtpHost.Normal("mx.mixed-mx.test") with { Tlsa = [Tlsa.DaneEE] },
                SmtpHost.Normal("backup.mixed-mx.test") with { StartTls = StartTlsSupport.NotOffered })
            .Shows("DANE at the first host, not even TLS at the backup", "RFC 7672 §2.2", LabExpectation.Verified),
        LabSite.At("backup-mx.test")
            .WithRecords($"@ MX 10 mx\n@ MX 20 backup\n{LabSite.Spf}")
            .WithHosts(
                SmtpHost.Normal("mx.backup-mx.test") with { Tlsa = [OtherKey] },
                SmtpHost.Normal("backup.backup-mx.test") with { Tlsa = [Tlsa.DaneEE] })
            .Shows("The first host fails DANE, the backup does not", "RFC 7672 §2.2", LabExpectation.Verified with { Dane = "mismatch" }),
        LabSite.At("two-addresses.test")
            .WithHost(host => host with { AddressCount = 2, Tlsa = [Tlsa.DaneEE] })
            .Shows("One host at two addresses", "RFC 5321 §5.1", LabExpectation.Verified),
        LabSite.At("ed25519.test")
            .WithZone(zone => zone with { Signing = new ZoneSigning { Algorithm = DnssecAlgorithm.Ed25519, DigestType = DsDigestType.Sha384 } })
            .WithHost(host => host with { Tlsa = [Tlsa.DaneEE] })
            .Shows("A zone signed with Ed25519", "RFC 8080 §3", LabExpectation.Verified),
        LabSite.At("nsec3.example")
            .WithZone(zone => zone with { Signing = new ZoneSigning { Denial = new Denial.Nsec3 { Iterations = 3, Salt = "5A17" } } })
            .WithHost(host => host with { Tlsa = [Tlsa.DaneEE] })
            .Shows("A zone with NSEC3 below a TLD with NSEC3 and opt-out", "RFC 5155 §8", LabExpectation.Verified),
        LabSite.At("tcp-only.test")
            .WithFault(new DnsFault(DnsFaultKind.TruncatedOverUdp))
            .WithHost(host => host with { Tlsa = [Tlsa.DaneEE] })
            .Shows("Every answer over UDP is truncated", "RFC 7766 §5", LabExpectation.Verified),
        LabSite.At("any.wildcard.test")
            .WithZone(zone => zone with { Apex = DomainName.Parse("wildcard.test"), Records = $"* MX 10 mx.{LabScenario.Provider}.\n* TXT \"v=spf1 mx -all\"" }).WithHosts()
            .Shows("The MX record comes from a wildcard", "RFC 4035 §5.3.4", LabExpectation.Verified),
    ];
}
