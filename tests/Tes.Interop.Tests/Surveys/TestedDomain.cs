using System.Globalization;
using System.Text.Json;

namespace Tes.Interop.Tests.Surveys;

/// <summary>What `tes test --json` says of a domain, in the words of the archive. Class and fault follow from docs/cli.md and docs/archive.md.</summary>
internal static class TestedDomain
{
    public static DomainFacts Facts(JsonElement test)
    {
        var mx = test.GetProperty("mx");
        var hosts = mx.GetProperty("hosts").EnumerateArray().ToArray();
        var spf = test.GetProperty("spf");
        return new DomainFacts(
        [
            $"class {ClassOf(mx)}",
            $"delivery {Text(test, "delivery")}, state {Text(test, "state")}",
            $"mx {Text(mx, "kind")} {Text(mx, "security")}",
            $"spf {SpfWord(Text(spf, "state"))} {SpfSign(Text(spf, "all"))}",
            .. hosts.Select((host, position) => string.Create(
                CultureInfo.InvariantCulture,
                $"host {position}: {host.GetProperty("preference").GetInt32()} {Text(host, "name")} {Text(host, "addressSecurity")}, TLSA {Text(host, "tlsa")}")),
            .. hosts.SelectMany(host => host.GetProperty("tlsaRecords").EnumerateArray()).Select(record => $"TLSA {record.GetString()}").Distinct(StringComparer.Ordinal),
            .. hosts.SelectMany((host, position) => host.GetProperty("addresses").EnumerateArray().Select(address => Address(Text(mx, "security"), host, position, address))),
            .. test.GetProperty("findings").EnumerateArray().Select(DomainFacts.Finding),
        ]);
    }

    private static string ClassOf(JsonElement mx)
    {
        var hosts = mx.GetProperty("hosts").EnumerateArray().ToArray();
        var startTls = hosts.SelectMany(host => host.GetProperty("addresses").EnumerateArray()).Select(address => Text(address, "starttls")).ToArray();
        var isImplicit = Text(mx, "kind") == "implicit";
        return (Text(mx, "kind"), Text(mx, "security")) switch
        {
            ("none" or "null", _) => "noMx",
            (_, "bogus") when hosts.Length == 0 => "bogusMx",
            (_, "failed") when hosts.Length == 0 => "inconclusive",
            _ when startTls.Contains("yes") => "tls",
            _ when startTls.Any(outcome => outcome is "no" or "refused" or "failed") => "noTls",
            _ when startTls.Contains("inconclusive") || hosts.Any(host => Text(host, "addressSecurity") == "failed") => "inconclusive",
            _ when startTls.Length > 0 => isImplicit ? "noMx" : "unresponsive",
            _ when hosts.Any(host => Text(host, "addressSecurity") == "bogus") => "bogusMx",
            _ => isImplicit ? "noMx" : "nonExistingMx",
        };
    }

    private static string Address(string mxSecurity, JsonElement host, int position, JsonElement address)
    {
        var startTls = Text(address, "starttls");
        // The name is shown in the handshake.
        var name = startTls is "yes" or "failed" ? Text(address, "serverName") : "null";
        return DomainFacts.Address(
            position,
            Text(address, "ip"),
            startTls,
            $"{Text(address, "protocol")} {Text(address, "cipher")} {Text(address, "group")} as {name}",
            address.GetProperty("authBeforeTls").EnumerateArray().Select(mechanism => mechanism.GetString()!),
            Text(address, "failure") is var failure && failure != "null" ? failure.Replace(" (Server)", "", StringComparison.Ordinal) : "null: null",
            address.GetProperty("certificates").EnumerateArray().Select(certificate =>
                DomainFacts.Certificate(Text(certificate, "subject"), Text(certificate, "issuer"), Text(certificate, "notBefore"), Text(certificate, "notAfter"))),
            $"{Text(address, "dane")}, {Outcome(mxSecurity, Text(host, "tlsa"), startTls, Text(address, "dane"), Text(address, "protocol"))}");
    }

    // RFC 7672 §2.2, as docs/cli.md has it.
    private static string Outcome(string mxSecurity, string tlsa, string startTls, string dane, string protocol) => (tlsa, startTls, dane) switch
    {
        ("bogus" or "failed", _, _) => Fault("tlsa-unknown"),
        (_, "unreachable" or "inconclusive", _) => Fault(startTls),
        ("usable", "yes", "match") => Delivers(mxSecurity == "secure" ? "verified" : "trusted"),
        ("usable", "yes", "mismatch") => Fault("not-authenticated"),
        // RFC 8996 §4: what does not count as TLS.
        ("usable" or "unusable", "yes", _) when protocol is "TLSv1" or "TLSv1.1" => Fault("obsolete-tls"),
        ("unusable", "yes", _) => Delivers("encrypted"),
        ("usable" or "unusable", _, _) => Fault("no-tls"),
        (_, "yes", _) => Delivers("opportunistic"),
        _ => Delivers("cleartext"),
    };

    private static string Delivers(string how) => $"delivers {how}, fault null";

    private static string Fault(string fault) => $"delivers null, fault {fault}";

    private static string SpfWord(string state) => state switch
    {
        "none" => "absent",
        "bogus" or "failed" => "unknown",
        _ => state,
    };

    private static string SpfSign(string all) => all switch
    {
        "pass" => "+",
        "fail" => "-",
        "softfail" => "~",
        "neutral" => "?",
        _ => all,
    };

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "null";
}
