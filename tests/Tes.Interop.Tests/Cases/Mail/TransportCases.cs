using Tes.Interop.Tests.Mail;
using static Tes.Interop.Tests.Cases.Mail.Delivery;

namespace Tes.Interop.Tests.Cases.Mail;

/// <summary>Hosts without TLS or with trouble, several hosts, and domains without DNSSEC.</summary>
internal static class TransportCases
{
    private const string Digest = "{3 1 1 other}";

    private static MailHost OnlyTls10 => MailHost.OnlyTls("TLSv1", new Credentials { Key = CertificateKey.Rsa2048 });

    public static IReadOnlyList<MailCase> Cases { get; } =
    [
        new("no-starttls-with-tlsa", "RFC 7672 §2.2", Defer, "usable untested") { MailHosts = [MailHost.WithoutTls], Tlsa = MailCases.TlsaRecords(Digest) },
        new("no-starttls", "RFC 3207 §4", Cleartext, "none not-applicable") { MailHosts = [MailHost.WithoutTls] },
        new("starttls-454-with-tlsa", "RFC 7672 §2.2", Defer, "usable untested")
        {
            MailHosts = [MailHost.RefusingStartTls],
            Tlsa = MailCases.TlsaRecords(Digest),
        },
        new("starttls-454", "RFC 3207 §4", Cleartext, "none not-applicable") { MailHosts = [MailHost.RefusingStartTls] },
        new("anonymous-with-tlsa", "RFC 7672 §8.2", Defer, "usable untested")
        {
            MailHosts = [MailHost.Anonymous],
            Tlsa = MailCases.TlsaRecords(Digest),
        },
        new("handshake-fails-with-tlsa", "RFC 7672 §2.2", Defer, "usable untested")
        {
            MailHosts = [MailHost.FailingHandshake],
            Tlsa = MailCases.TlsaRecords("{3 1 1 leaf}"),
        },
        new("unsigned-tls", "RFC 7435 §3", Opportunistic, "not-asked not-applicable")
        {
            Domain = "{insecure}",
            Mx = "mx insecure",
            Secure = "",
            Insecure = "@ MX 10 mx\nmx A {ip}",
        },
        new("unsigned-no-starttls", "RFC 3207 §4", Cleartext, "not-asked not-applicable")
        {
            Domain = "{insecure}",
            Mx = "mx insecure",
            Secure = "",
            Insecure = "@ MX 10 mx\nmx A {ip}",
            MailHosts = [MailHost.WithoutTls],
        },
        new("unsigned-expired", "RFC 7435 §3", Opportunistic, "not-asked not-applicable")
        {
            Domain = "{insecure}",
            Mx = "mx insecure",
            Secure = "",
            Insecure = "@ MX 10 mx\nmx A {ip}",
            MailHosts = [MailHost.With(Credentials.Issued with { Dates = CertificateDates.Expired })],
        },
        new("auth-before-tls", "RFC 4954 §4", Verified, "usable match")
        {
            Tlsa = MailCases.TlsaRecords("{3 1 1 leaf}"),
            MailHosts = [MailHost.With(Credentials.SelfSigned) with { Options = ["smtpd_sasl_auth_enable = yes", "smtpd_sasl_security_options = noanonymous"] }],
        },
        new("two-hosts-first-mismatches", "RFC 7672 §2.1", Verified, "usable mismatch; usable match")
        {
            Secure = "@ MX 10 mx\n@ MX 20 mx2\nmx A {ip}\nmx2 A {ip2}",
            Tlsa = "_25._tcp.mx TLSA {3 1 1 other}\n_25._tcp.mx2 TLSA {3 1 1 leaf2}",
            MailHosts = [new(), new()],
        },
        new("two-hosts-both-mismatch", "RFC 7672 §2.1", Defer, "usable mismatch; usable mismatch")
        {
            Secure = "@ MX 10 mx\n@ MX 20 mx2\nmx A {ip}\nmx2 A {ip2}",
            Tlsa = "_25._tcp.mx TLSA {3 1 1 other}\n_25._tcp.mx2 TLSA {3 1 1 leaf}",
            MailHosts = [new(), new()],
        },
        new("two-hosts-first-bogus", "RFC 7672 §2.1", Opportunistic, "bogus untested; none not-applicable")
        {
            Secure = "@ MX 10 mx\n@ MX 20 mx2\nmx A {ip}\nmx2 A {ip2}",
            Tlsa = "_25._tcp.mx TLSA {3 1 1 leaf}",
            SpoiltTlsa = ["_25._tcp.mx"],
            MailHosts = [new(), new()],
        },
        new("two-hosts-first-closed", "RFC 5321 §5.1", Verified, "usable untested; usable match")
        {
            Secure = "@ MX 10 mx\n@ MX 20 mx2\nmx A {closed}\nmx2 A {ip}",
            Tlsa = "_25._tcp.mx TLSA {3 1 1 other}\n_25._tcp.mx2 TLSA {3 1 1 leaf}",
        },
        new("two-hosts-first-absent", "RFC 5321 §5.1", Verified, "not-asked; usable match")
        {
            Secure = "@ MX 10 nothing\n@ MX 20 mx\nmx A {ip}",
            Tlsa = MailCases.TlsaRecords("{3 1 1 leaf}"),
        },
        new("two-hosts-second-without-tlsa", "RFC 7672 §2.1", Verified, "usable match; none not-applicable")
        {
            Secure = "@ MX 10 mx\n@ MX 20 mx2\nmx A {ip}\nmx2 A {ip2}",
            Tlsa = MailCases.TlsaRecords("{3 1 1 leaf}"),
            MailHosts = [new(), new()],
        },
        new("host-closed", "RFC 5321 §4.5.4.1", Defer, "none not-applicable") { Secure = "@ MX 10 mx\nmx A {closed}", MailHosts = [] },
        new("tls10-with-tlsa", "RFC 8996 §4", Defer, "usable untested") { Tlsa = MailCases.TlsaRecords("{3 1 1 leaf}"), MailHosts = [OnlyTls10] },
        // posttls-finger forbids weak signatures at its level "dane" even where there are no TLSA records; smtp(8) does not.
        new("tls10", "RFC 7435 §3", Opportunistic, "none not-applicable") { MailHosts = [OnlyTls10], AskFinger = false },
    ];
}
