using Tes.Interop.Tests.Mail;
using static Tes.Interop.Tests.Cases.Mail.Delivery;

namespace Tes.Interop.Tests.Cases.Mail;

/// <summary>The states of the MX, address and TLSA look-ups, aliases, and where the TLSA records are looked for.</summary>
internal static class LookupCases
{
    private const string Leaf = "_25._tcp.mx TLSA {3 1 1 leaf}";

    // Its name server refuses: asking it fails, not asking it does no harm.
    private const string LameTlsa = "_tcp.mx NS lame\nlame A {lame}";

    public static IReadOnlyList<MailCase> Cases { get; } =
    [
        new("tlsa-none", "RFC 7672 §2.2", Opportunistic, "none not-applicable"),
        new("tlsa-bogus", "RFC 7672 §2.1.2", Defer, "bogus untested") { Tlsa = Leaf, SpoiltTlsa = ["_25._tcp.mx"] },
        new("tlsa-servfail", "RFC 7672 §2.1.2", Defer, "failed untested") { Secure = $"@ MX 10 mx\nmx A {{ip}}\n{LameTlsa}" },
        new("tlsa-alias-secure", "RFC 7671 §7", Verified, "usable match")
        {
            Tlsa = "_25._tcp.mx CNAME tlsa\ntlsa TLSA {3 1 1 leaf}",
        },
        new("tlsa-alias-insecure", "RFC 7672 §2.2", Opportunistic, "insecure not-applicable")
        {
            Tlsa = "_25._tcp.mx CNAME tlsa.{insecure}",
            Insecure = "tlsa TLSA {3 1 1 other}",
        },
        new("tlsa-alias-bogus", "RFC 7672 §2.1.2", Defer, "bogus untested")
        {
            Tlsa = "_25._tcp.mx CNAME tlsa.{bogus}",
            Bogus = "tlsa TLSA {3 1 1 leaf}",
        },
        new("tlsa-many-over-tcp", "RFC 7766 §5", Verified, "usable match")
        {
            Tlsa = string.Join('\n', Enumerable.Range(1, 60).Select(number => $"_25._tcp.mx TLSA 3 1 1 {number:X64}").Append(Leaf)),
        },
        new("tlsa-wildcard", "RFC 6698 §3", Verified, "usable match") { Tlsa = "*.mx TLSA {3 1 1 leaf}" },
        new("address-insecure", "RFC 7672 §2.2.2", Opportunistic, "not-asked not-applicable")
        {
            Secure = "@ MX 10 mx.{insecure}",
            Insecure = "mx A {ip}\n_25._tcp.mx TLSA {3 1 1 other}",
        },
        new("address-insecure-tlsa-servfail", "RFC 7672 §2.2.2", Opportunistic, "not-asked not-applicable")
        {
            Secure = "@ MX 10 mx.{insecure}",
            Insecure = $"mx A {{ip}}\n{LameTlsa}",
        },
        new("address-ipv6-only", "RFC 7672 §2.2.2", Verified, "usable match")
        {
            Secure = "@ MX 10 mx\nmx AAAA {ip6}",
            Tlsa = Leaf,
            MailHosts = [new() { Ipv6 = true }],
        },
        new("address-both-families", "RFC 7672 §2.2.2", Verified, "usable match match")
        {
            Secure = "@ MX 10 mx\nmx A {ip}\nmx AAAA {ip6}",
            Tlsa = Leaf,
            MailHosts = [new() { Ipv6 = true }],
        },
        new("address-two-one-mismatches", "RFC 7672 §2.2", Verified, "usable match mismatch")
        {
            Secure = "@ MX 10 mx\nmx A {ip}\nmx A {ip2}",
            Tlsa = Leaf,
            MailHosts = [new(), new()],
            AskFinger = false,
        },
        new("address-bogus", "RFC 7672 §2.1.2", Defer, "not-asked") { Secure = "@ MX 10 mx.{bogus}", Bogus = "mx A {ip}" },
        new("mx-alias-expanded", "RFC 7672 §2.2.2", Verified, "usable match")
        {
            Secure = "@ MX 10 alias\nalias CNAME mx\nmx A {ip}",
            Tlsa = Leaf,
        },
        new("mx-alias-original", "RFC 7672 §2.2.2", Verified, "usable match")
        {
            Secure = "@ MX 10 alias\nalias CNAME mx\nmx A {ip}",
            Tlsa = "_25._tcp.alias TLSA {3 1 1 leaf}",
        },
        new("mx-alias-expanded-first", "RFC 7672 §2.2.2", Defer, "usable mismatch")
        {
            Secure = "@ MX 10 alias\nalias CNAME mx\nmx A {ip}",
            Tlsa = "_25._tcp.mx TLSA {3 1 1 other}\n_25._tcp.alias TLSA {3 1 1 leaf}",
        },
        new("mx-alias-expanded-servfail", "RFC 7672 §2.2.2", Defer, "failed untested")
        {
            Secure = $"@ MX 10 alias\nalias CNAME mx\nmx A {{ip}}\n{LameTlsa}",
            Tlsa = "_25._tcp.alias TLSA {3 1 1 leaf}",
        },
        new("mx-alias-insecure", "RFC 7672 §2.2.2", Verified, "usable match")
        {
            Secure = "@ MX 10 alias\nalias CNAME mx.{insecure}",
            Insecure = "mx A {ip}\n_25._tcp.mx TLSA {3 1 1 other}",
            Tlsa = "_25._tcp.alias TLSA {3 1 1 leaf}",
        },
        new("mx-alias-insecure-ta", "RFC 7672 §3.2.2", Verified, "usable match")
        {
            Secure = "@ MX 10 alias\nalias CNAME mx.{insecure}",
            Insecure = "mx A {ip}",
            Tlsa = "_25._tcp.alias TLSA {2 1 1 intermediate}",
            MailHosts = [MailHost.With(Credentials.Issued with { Names = ["alias"] })],
        },
        new("mx-insecure-host-secure", "RFC 7672 §2.2.1", Trusted, "usable match")
        {
            Domain = "{insecure}",
            Mx = "mx insecure",
            Insecure = "@ MX 10 mx.{secure}",
            Secure = "mx A {ip}",
            Tlsa = Leaf,
        },
        new("mx-insecure-mismatch", "RFC 7672 §2.2.1", Defer, "usable mismatch")
        {
            Domain = "{insecure}",
            Mx = "mx insecure",
            Insecure = "@ MX 10 mx.{secure}",
            Secure = "mx A {ip}",
            Tlsa = "_25._tcp.mx TLSA {3 1 1 other}",
        },
        new("mx-insecure-ta-name-of-host", "RFC 7672 §3.2.2", Trusted, "usable match")
        {
            Domain = "{insecure}",
            Mx = "mx insecure",
            Insecure = "@ MX 10 mx.{secure}",
            Secure = "mx A {ip}",
            Tlsa = "_25._tcp.mx TLSA {2 1 1 root}",
            MailHosts = [MailHost.With(Credentials.Issued)],
        },
        new("mx-insecure-ta-name-of-domain", "RFC 7672 §3.2.2", Defer, "usable mismatch")
        {
            Domain = "{insecure}",
            Mx = "mx insecure",
            Insecure = "@ MX 10 mx.{secure}",
            Secure = "mx A {ip}",
            Tlsa = "_25._tcp.mx TLSA {2 1 1 root}",
            MailHosts = [MailHost.With(Credentials.Issued with { Names = ["{insecure}"] })],
            Divergence = new("ta-next-hop-name-below-insecure-mx", "Trusted"),
            AskFinger = false,
        },
        new("mx-bogus", "RFC 7672 §2.1.2", Defer, "")
        {
            Domain = "{bogus}",
            Mx = "mx bogus",
            Bogus = "@ MX 10 mx.{secure}",
            Secure = "mx A {ip}",
        },
        new("mx-implicit", "RFC 7672 §2.2.1", Verified, "usable match")
        {
            Mx = "implicit secure",
            Secure = "@ A {ip}",
            Tlsa = "_25._tcp TLSA {3 1 1 leaf}",
        },
        new("mx-implicit-without-tlsa", "RFC 7672 §2.2.1", Opportunistic, "none not-applicable") { Mx = "implicit secure", Secure = "@ A {ip}" },
        new("mx-implicit-insecure", "RFC 5321 §5.1", Opportunistic, "not-asked not-applicable")
        {
            Domain = "{insecure}",
            Mx = "implicit insecure",
            Insecure = "@ A {ip}",
            Secure = "",
        },
        new("mx-null", "RFC 7505 §3", Bounce, "") { Mx = "null secure", Secure = "@ MX 0 .", MailHosts = [] },
        new("domain-without-mail", "RFC 5321 §5.1", Bounce, "not-asked") { Mx = "none secure", Secure = "@ TXT \"no mail here\"", MailHosts = [] },
        new("domain-does-not-exist", "RFC 5321 §5.1", Bounce, "")
        {
            Mx = "none secure",
            Domain = "nothing.{secure}",
            Secure = "@ TXT \"its parent\"",
            MailHosts = [],
        },
        new("domain-alias", "RFC 5321 §5.1", Verified, "usable match")
        {
            Domain = "alias.{secure}",
            Secure = "alias CNAME {secure}\n@ MX 10 mx\nmx A {ip}",
            Tlsa = Leaf,
        },
        new("domain-alias-insecure", "RFC 7672 §2.2.1", Trusted, "usable match")
        {
            Mx = "mx insecure",
            Domain = "alias.{secure}",
            Secure = "alias CNAME {insecure}\nmx A {ip}",
            Insecure = "@ MX 10 mx.{secure}",
            Tlsa = Leaf,
        },
    ];
}
