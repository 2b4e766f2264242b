using static Tes.Interop.Tests.Cases.Mail.Delivery;

namespace Tes.Interop.Tests.Cases.Mail;

/// <summary>Domains that publish something about their own mail: none of it changes what becomes of mail to them.</summary>
internal static class PolicyCases
{
    /// <summary>SPF, DMARC, MTA-STS and TLSRPT, all signed.</summary>
    public const string All = "policy-all";

    /// <summary>SPF and DMARC in an unsigned zone.</summary>
    public const string Unsigned = "policy-unsigned";

    public static IReadOnlyList<MailCase> Cases { get; } =
    [
        new(All, "RFC 7208 §3", Opportunistic, "none not-applicable")
        {
            Secure = """
                @ MX 10 mx
                mx A {ip}
                @ TXT "v=spf1 mx -all"
                _dmarc TXT "v=DMARC1; p=reject"
                _mta-sts TXT "v=STSv1; id=1"
                _smtp._tls TXT "v=TLSRPTv1; rua=mailto:tls@post.nord"
                """,
        },
        new(Unsigned, "RFC 7208 §3", Opportunistic, "not-asked not-applicable")
        {
            Domain = "{insecure}",
            Mx = "mx insecure",
            Secure = "",
            Insecure = """
                @ MX 10 mx
                mx A {ip}
                @ TXT "v=spf1 ?all"
                _dmarc TXT "v=DMARC1; p=none"
                """,
        },
        new("policy-multiple", "RFC 7208 §4.5", Opportunistic, "none not-applicable")
        {
            Secure = "@ MX 10 mx\nmx A {ip}\n@ TXT \"v=spf1 -all\"\n@ TXT \"v=spf1 ~all\"\n_dmarc TXT \"v=DMARC1; p=none\"\n_dmarc TXT \"v=DMARC1; p=reject\"",
        },
        new("policy-malformed", "RFC 7208 §4.6", Opportunistic, "none not-applicable") { Secure = "@ MX 10 mx\nmx A {ip}\n@ TXT \"v=spf1 ip4:192.0.2.300 ~all\"" },
    ];
}
