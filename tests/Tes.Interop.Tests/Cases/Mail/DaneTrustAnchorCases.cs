using Tes.Interop.Tests.Mail;
using static Tes.Interop.Tests.Cases.Mail.Delivery;

namespace Tes.Interop.Tests.Cases.Mail;

/// <summary>DANE-TA(2): an issuer in the chain; names and dates count.</summary>
internal static class DaneTrustAnchorCases
{
    public static IReadOnlyList<MailCase> Cases { get; } =
    [
        Match("ta-intermediate-spki-sha256", "RFC 7672 §3.1.2", "{2 1 1 intermediate}"),
        Match("ta-intermediate-cert-sha256", "RFC 7672 §3.1.2", "{2 0 1 intermediate}"),
        Match("ta-root-spki-sha256", "RFC 7672 §3.1.2", "{2 1 1 root}"),
        Match("ta-root-cert-sha256", "RFC 7672 §3.1.2", "{2 0 1 root}"),
        Match("ta-root-cert-sha512", "RFC 7672 §3.1.2", "{2 0 2 root}"),
        Match("ta-intermediate-without-root", "RFC 7671 §5.2.2", "{2 1 1 intermediate}") with { MailHosts = [Sending(ChainSent.Intermediate)] },
        Mismatch("ta-root-digest-not-sent", "RFC 7671 §5.2.2", "{2 0 1 root}") with { MailHosts = [Sending(ChainSent.Intermediate)] },
        Mismatch("ta-intermediate-not-sent", "RFC 7671 §5.2.2", "{2 1 1 intermediate}") with { MailHosts = [Sending(ChainSent.Leaf)] },
        Match("ta-root-full-not-sent", "RFC 7671 §5.2.2", "{2 0 0 root}") with { MailHosts = [Sending(ChainSent.Intermediate)] },
        Match("ta-root-key-not-sent", "RFC 7671 §5.2.2", "{2 1 0 root}") with { MailHosts = [Sending(ChainSent.Intermediate)] },
        Match("ta-intermediate-full-leaf-sent", "RFC 7671 §5.2.2", "{2 0 0 intermediate}") with { MailHosts = [Sending(ChainSent.Leaf)] },
        Match("ta-intermediate-key-leaf-sent", "RFC 7671 §5.2.2", "{2 1 0 intermediate}") with { MailHosts = [Sending(ChainSent.Leaf)] },
        Mismatch("ta-other", "RFC 7672 §2.2", "{2 1 1 other}"),
        Mismatch("ta-sent-but-not-issuer", "RFC 7671 §5.2", "{2 0 1 root}") with
        {
            MailHosts = [MailHost.With(new Credentials { Sent = ChainSent.ForeignRoot })],
        },
        Mismatch("ta-is-leaf", "RFC 7671 §5.2", "{2 0 1 leaf}", "{2 1 1 leaf}") with { MailHosts = [new()] },
        Mismatch("ta-full-but-not-issuer", "RFC 7671 §5.2", "{2 0 0 root}") with { MailHosts = [new()] },
        Mismatch("ta-wrong-name", "RFC 7672 §3.2.2", "{2 1 1 intermediate}") with { MailHosts = [Named("elsewhere")] },
        Match("ta-name-of-domain", "RFC 7672 §3.2.2", "{2 1 1 intermediate}") with { MailHosts = [Named("@")] },
        Match("ta-one-of-names", "RFC 7672 §3.2.2", "{2 1 1 intermediate}") with { MailHosts = [Named("elsewhere", "mx")] },
        Match("ta-wildcard", "RFC 7672 §3.2.3", "{2 1 1 intermediate}") with { MailHosts = [Named("*")] },
        Mismatch("ta-wildcard-two-labels", "RFC 7672 §3.2.3", "{2 1 1 intermediate}") with
        {
            Secure = "@ MX 10 mx.deep\nmx.deep A {ip}",
            Tlsa = "_25._tcp.mx.deep TLSA {2 1 1 intermediate}",
            MailHosts = [Named("*")],
        },
        Mismatch("ta-wildcard-part-of-label", "RFC 7672 §3.2.3", "{2 1 1 intermediate}") with { MailHosts = [Named("m*")] },
        Match("ta-common-name-only", "RFC 7672 §3.2.3", "{2 1 1 intermediate}") with { MailHosts = [Named()] },
        Mismatch("ta-expired-leaf", "RFC 7672 §3.1.2", "{2 1 1 intermediate}") with
        {
            MailHosts = [MailHost.With(Credentials.Issued with { Dates = CertificateDates.Expired })],
        },
        Mismatch("ta-expired-intermediate", "RFC 7672 §3.1.2", "{2 1 1 root}") with
        {
            MailHosts = [MailHost.With(Credentials.Issued with { Issuer = Issuer.ExpiredIntermediate })],
        },
        Match("ta-and-wrong-ee", "RFC 6698 §2.1", "{3 1 1 other}", "{2 1 1 root}"),
        Match("ee-and-wrong-ta", "RFC 6698 §2.1", "{3 1 1 leaf}", "{2 1 1 other}"),
        Match("ee-rescues-wrong-name", "RFC 7672 §3.1.1", "{2 1 1 intermediate}", "{3 1 1 leaf}") with { MailHosts = [Named("elsewhere")] },
    ];

    private static MailHost Sending(ChainSent sent) => MailHost.With(Credentials.Issued with { Sent = sent });

    private static MailHost Named(params string[] names) => MailHost.With(Credentials.Issued with { Names = names });

    private static MailCase Match(string name, string section, params string[] tlsa) => Case(name, section, Verified, "usable match", tlsa);

    private static MailCase Mismatch(string name, string section, params string[] tlsa) => Case(name, section, Defer, "usable mismatch", tlsa);

    private static MailCase Case(string name, string section, Delivery delivery, string hosts, string[] tlsa) => new(name, section, delivery, hosts)
    {
        Tlsa = MailCases.TlsaRecords(tlsa),
        MailHosts = [MailHost.With(Credentials.Issued)],
    };
}
