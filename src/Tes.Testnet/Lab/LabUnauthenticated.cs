using Tes.Dns.Iana;
using Tes.Testnet.Certificates;
using Tes.Testnet.Dns;
using Tes.Testnet.Smtp;

namespace Tes.Testnet.Lab;

/// <summary>Domains to which mail goes, but to whom it goes nobody checks.</summary>
internal static class LabUnauthenticated
{
    private static readonly LabExpectation Insecure = LabExpectation.Opportunistic with { MxSecurity = "insecure", Tlsa = "not-asked" };

    public static IReadOnlyList<LabDomain> Domains { get; } =
    [
        LabSite.At("no-dane.test")
            .Shows("Signed, TLS 1.3, no TLSA records: one step short of DANE", "RFC 7672 §2.2", LabExpectation.Opportunistic),
        LabSite.At("no-dnssec.test")
            .WithZone(zone => zone with { Signing = null })
            .Shows("Not signed", "RFC 4035 §5.2", Insecure),
        LabSite.At("no-dnssec.example")
            .WithZone(zone => zone with { Signing = null })
            .Shows("Not signed, below a TLD with opt-out", "RFC 5155 §6", Insecure),
        LabSite.At("tlsa-without-dnssec.test")
            .WithZone(zone => zone with { Signing = null })
            .WithHost(host => host with { Tlsa = [Tlsa.DaneEE] })
            .Shows("TLSA records in an unsigned zone: never asked for", "RFC 7672 §2.2.2", Insecure),
        LabSite.At("island.test")
            .WithZone(zone => zone with { Signing = new ZoneSigning { Ds = DsState.Absent } })
            .WithHost(host => host with { Tlsa = [Tlsa.DaneEE] })
            .Shows("Signed, but the DS record is missing in the parent", "RFC 4035 §5.2", Insecure),
        LabSite.At("unknown-algorithm.test")
            .WithZone(zone => zone with { Signing = new ZoneSigning { Ds = DsState.UnknownAlgorithm } })
            .Shows("A DS record with an algorithm that nobody knows", "RFC 4035 §5.2", Insecure),
        LabSite.At("unknown-digest.test")
            .WithZone(zone => zone with { Signing = new ZoneSigning { Ds = DsState.UnknownDigestType } })
            .Shows("A DS record with a digest type that nobody knows", "RFC 6840 §5.2", Insecure),
        LabSite.At("pkix-usage.test")
            .WithHost(host => host with { Tlsa = [Tlsa.DaneEE with { Usage = TlsaCertificateUsage.PkixEE }] })
            .Shows("Only a PKIX-EE record: TLS is mandatory, its peer unknown", "RFC 7672 §3.1.3",
                LabExpectation.Opportunistic with { Delivery = "encrypted", Tlsa = "unusable", Dane = "unusable" }),
        LabSite.At("tlsa-wrong-length.test")
            .WithHost(host => host with { Tlsa = [Tlsa.DaneEE with { Flaw = TlsaFlaw.WrongLength }] })
            .Shows("A digest that is one octet short: not usable", "RFC 7672 §2.2",
                LabExpectation.Opportunistic with { Delivery = "encrypted", Tlsa = "unusable", Dane = "unusable" }),
        LabSite.At("tls12.test")
            .WithHost(host => host with { TlsVersions = [TlsVersion.Tls12] })
            .Shows("TLS 1.2 at most", "RFC 9325 §3.1.1", LabExpectation.Opportunistic with { Protocol = "TLSv1.2" }),
        LabSite.At("tls11.test")
            .WithHost(host => host with { TlsVersions = [TlsVersion.Tls11] })
            .Shows("TLS 1.1 at most", "RFC 8996 §5", LabExpectation.Opportunistic with { Protocol = "TLSv1.1" }),
        LabSite.At("tls10.test")
            .WithHost(host => host with { TlsVersions = [TlsVersion.Tls10] })
            .Shows("TLS 1.0 at most", "RFC 8996 §4", LabExpectation.Opportunistic with { Protocol = "TLSv1" }),
        LabSite.At("tls-required.test")
            .WithHost(host => host with { MailBeforeTls = MailBeforeTls.Refused })
            .Shows("No mail without TLS", "RFC 3207 §4", LabExpectation.Opportunistic),
        LabSite.At("auth-before-tls.test")
            .WithHost(host => host with { CapabilitiesBeforeTls = [.. host.CapabilitiesBeforeTls, "AUTH PLAIN LOGIN", "AUTH=PLAIN LOGIN"] })
            .Shows("Passwords are taken before TLS", "RFC 4954 §4", LabExpectation.Opportunistic),
        LabSite.At("no-starttls.test")
            .WithHost(host => host with { StartTls = StartTlsSupport.NotOffered })
            .Shows("No STARTTLS", "RFC 3207 §2", LabExpectation.Cleartext),
        LabSite.At("helo-only.test")
            .WithHost(host => host with { Hello = HelloSupport.HeloOnly })
            .Shows("A server that does not know EHLO", "RFC 5321 §3.2", LabExpectation.Cleartext),
        LabSite.At("stripped.test")
            .WithHost(host => host with { StartTls = StartTlsSupport.Stripped })
            .Shows("An attacker overwrites STARTTLS; without DANE nobody notices", "RFC 7672 §1.3.1", LabExpectation.Cleartext),
        LabSite.At("starttls-454.test")
            .WithHost(host => host with { StartTls = StartTlsSupport.Unavailable })
            .Shows("STARTTLS offered, then refused with 454", "RFC 3207 §4", LabExpectation.Cleartext with { StartTls = "refused" }),
        LabSite.At("handshake-fails.test")
            .WithHost(host => host with { StartTls = StartTlsSupport.HandshakeFails })
            .Shows("The TLS handshake fails", "RFC 3207 §4.1", LabExpectation.Cleartext with { StartTls = "failed" }),
        LabSite.At("no-spf.test").WithRecords("@ MX 10 mx")
            .Shows("No SPF record", "RFC 7208 §4.5", LabExpectation.Opportunistic),
        LabSite.At("spf-all.test").WithRecords("@ MX 10 mx\n@ TXT \"v=spf1 +all\"")
            .Shows("SPF that lets everybody send", "RFC 7208 §5.1", LabExpectation.Opportunistic),
        LabSite.At("spf-broken.test").WithRecords("@ MX 10 mx\n@ TXT \"v=spf1 ip4:192.0.2.300 -all\"")
            .Shows("SPF with a syntax error", "RFC 7208 §4.6", LabExpectation.Opportunistic),
        LabSite.At("spf-twice.test").WithRecords("@ MX 10 mx\n@ TXT \"v=spf1 mx -all\"\n@ TXT \"v=spf1 a -all\"")
            .Shows("Two SPF records", "RFC 7208 §4.5", LabExpectation.Opportunistic),
        LabSite.At("hostile-banner.test")
            .WithHost(host => host with
            {
                Greeting = new SmtpGreeting.Text("220 hostile \u001b]0;owned\u0007\u001b[31mESMTP\u001b[2J"),
                CapabilitiesBeforeTls = ["X-\u001b[1A\u001b[2KFAKE", "8BITMIME"],
            })
            .Shows("Terminal escape sequences in greeting and capabilities", "RFC 5321 §4.2", LabExpectation.Opportunistic),
    ];
}
