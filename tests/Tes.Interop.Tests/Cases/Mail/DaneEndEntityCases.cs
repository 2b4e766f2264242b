using Tes.Interop.Tests.Mail;
using static Tes.Interop.Tests.Cases.Mail.Delivery;

namespace Tes.Interop.Tests.Cases.Mail;

/// <summary>DANE-EE(3): the certificate or key of the server itself.</summary>
internal static class DaneEndEntityCases
{
    public static IReadOnlyList<MailCase> Cases { get; } =
    [
        Match("ee-spki-sha256", "RFC 7672 §3.1.1", "{3 1 1 leaf}"),
        Match("ee-spki-sha512", "RFC 6698 §2.1.3", "{3 1 2 leaf}"),
        Match("ee-spki-full", "RFC 6698 §2.1.3", "{3 1 0 leaf}"),
        Match("ee-cert-sha256", "RFC 7672 §3.1.1", "{3 0 1 leaf}"),
        Match("ee-cert-sha512", "RFC 6698 §2.1.3", "{3 0 2 leaf}"),
        Match("ee-cert-full", "RFC 6698 §2.1.3", "{3 0 0 leaf}"),
        Mismatch("ee-spki-mismatch", "RFC 7672 §2.2", "{3 1 1 other}"),
        Mismatch("ee-cert-mismatch", "RFC 7672 §2.2", "{3 0 1 other}"),
        Mismatch("ee-full-mismatch", "RFC 7672 §2.2", "{3 1 0 other}"),
        Mismatch("ee-wrong-selector", "RFC 6698 §2.1.2", $"3 0 1 {new string('A', 64)}"),
        Match("ee-expired", "RFC 7672 §3.1.1", "{3 1 1 leaf}") with
        {
            MailHosts = [MailHost.With(new Credentials { Dates = CertificateDates.Expired })],
        },
        Match("ee-wrong-name", "RFC 7672 §3.1.1", "{3 1 1 leaf}") with
        {
            MailHosts = [MailHost.With(new Credentials { Names = ["elsewhere"] })],
        },
        Match("ee-issued-expired-wrong-name", "RFC 7672 §3.1.1", "{3 0 1 leaf}") with
        {
            MailHosts = [MailHost.With(Credentials.Issued with { Names = ["elsewhere"], Dates = CertificateDates.Expired })],
        },
        Match("ee-rsa", "RFC 7672 §3.1.1", "{3 1 1 leaf}") with
        {
            MailHosts = [MailHost.With(new Credentials { Key = CertificateKey.Rsa2048 })],
        },
        Match("ee-one-of-three", "RFC 6698 §2.1", "{3 1 1 other}", "{3 1 1 intermediate}", "{3 1 1 leaf}"),
        Match("ee-old-and-new", "RFC 7671 §8.1", "{3 1 1 other}", "{3 1 1 leaf}"),
        Match("ee-two-keys-both", "RFC 7671 §8", "{3 1 1 leaf}", "{3 1 1 leaf2}") with { MailHosts = [TwoKeys] },
        Match("ee-two-keys-ecdsa-only", "RFC 7671 §8", "{3 1 1 leaf}") with { MailHosts = [TwoKeys] },
        Match("ee-tls12", "RFC 7672 §3.1.1", "{3 1 1 leaf}") with { MailHosts = [MailHost.OnlyTls("TLSv1.2", Credentials.SelfSigned)] },
        Match("ee-tls13", "RFC 7672 §3.1.1", "{3 1 1 leaf}") with { MailHosts = [MailHost.OnlyTls("TLSv1.3", Credentials.SelfSigned)] },
        Match("ee-sni", "RFC 7672 §8.1", "{3 1 1 leaf2}") with
        {
            MailHosts = [MailHost.With(Credentials.SelfSigned) with { SniCredentials = new Credentials() }],
        },
    ];

    private static MailHost TwoKeys => MailHost.With(new Credentials(), new Credentials { Key = CertificateKey.Rsa2048 });

    private static MailCase Match(string name, string section, params string[] tlsa) =>
        new(name, section, Verified, "usable match") { Tlsa = MailCases.TlsaRecords(tlsa) };

    private static MailCase Mismatch(string name, string section, params string[] tlsa) =>
        new(name, section, Defer, "usable mismatch") { Tlsa = MailCases.TlsaRecords(tlsa) };
}
