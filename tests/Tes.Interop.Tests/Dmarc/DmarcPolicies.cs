using System.Globalization;
using System.Text;

namespace Tes.Interop.Tests.Dmarc;

/// <summary>Domains with DMARC policies, and messages that claim to come from them, made up from a seed, the same in every run.</summary>
internal sealed class DmarcPolicies
{
    /// <summary>The list of public suffixes that goes with the zone, for programs that look for Organizational Domains in one (RFC 7489 §3.2).</summary>
    public const string SuffixList = "nord\nco.nord\n";

    private const int Seed = 9989;
    private const int MessagesOfDomain = 6;

    // By name; the strings of the records at _dmarc below the registered domain.
    private static readonly (string Name, string[] Records)[] Records =
    [
        ("none", ["v=DMARC1; p=none"]),
        ("quarantine", ["v=DMARC1; p=quarantine"]),
        ("reject", ["v=DMARC1; p=reject"]),
        ("sp", ["v=DMARC1; p=reject; sp=none"]),
        ("sp-stricter", ["v=DMARC1; p=none; sp=reject"]),
        ("strict-dkim", ["v=DMARC1; p=reject; adkim=s"]),
        ("strict-spf", ["v=DMARC1; p=quarantine; aspf=s"]),
        ("strict", ["v=DMARC1; p=reject; aspf=s; adkim=s"]),
        ("no-space", ["v=DMARC1;p=reject;adkim=s"]),
        ("much-space", ["v=DMARC1 ;  p = reject ; sp =quarantine ;"]),
        ("space-in-version", ["v = DMARC1; p=reject"]),
        ("unknown-tags", ["v=DMARC1; p=reject; x=y; abc=1"]),
        ("reports", ["v=DMARC1; p=quarantine; rua=mailto:a@reports.nord,mailto:b@reports.nord; ruf=mailto:c@reports.nord; fo=1:d:s"]),
        ("capitals", ["v=DMARC1; P=REJECT"]),
        ("late-policy", ["v=DMARC1; adkim=r; p=reject"]),
        ("test-mode", ["v=DMARC1; p=reject; t=y"]),
        ("np", ["v=DMARC1; p=none; np=reject"]),
        ("pct", ["v=DMARC1; p=reject; pct=100"]),
        ("wrong-policy-with-reports", ["v=DMARC1; p=bogus; rua=mailto:a@reports.nord"]),
        ("wrong-policy", ["v=DMARC1; p=bogus"]),
        ("wrong-sp", ["v=DMARC1; p=reject; sp=bogus"]),
        ("no-policy-with-reports", ["v=DMARC1; rua=mailto:a@reports.nord"]),
        ("no-policy", ["v=DMARC1"]),
        ("small-version", ["v=dmarc1; p=reject"]),
        ("version-later", ["p=reject; v=DMARC1"]),
        ("other-text", ["v=spf1 -all"]),
        ("beside-other-text", ["v=spf1 -all", "v=DMARC1; p=reject"]),
        ("two", ["v=DMARC1; p=reject", "v=DMARC1; p=none"]),
        ("absent", []),
    ];

    // Below the registered domain; what has a policy of its own, and what exists.
    private static readonly string[] Authors = ["", "", "sub.", "missing.", "own.", "deep.own.", "a.b.c.d.e.f.g.sub."];
    private static readonly string[] Identifiers = ["", "", "sub.", "missing.", "own.", "x.own.", "a.b.c.d.e.f.g.sub."];

    private readonly Random _random = new(Seed);

    private DmarcPolicies(string keyRecord)
    {
        (string Policy, string Organization)[] domains = [.. Records.SelectMany((record, number) => new[] { (record.Name, $"d{number}.nord"), (record.Name, $"d{number}.co.nord") })];
        Messages = [.. domains.SelectMany(domain => Enumerable.Range(0, MessagesOfDomain).Select(_ => Message(domain.Policy, domain.Organization)))];
        Zone = Write(domains, keyRecord);
    }

    public IReadOnlyList<DmarcMessage> Messages { get; }

    /// <summary>The zone <c>nord</c>.</summary>
    public string Zone { get; }

    /// <param name="keyRecord">The DKIM key record of every domain that exists.</param>
    public static DmarcPolicies Make(string keyRecord) => new(keyRecord);

    /// <summary>Whether the registered domain has a record that counts for anything.</summary>
    public static bool HasRecord(string policy) => policy is not ("absent" or "other-text" or "small-version" or "version-later" or "two");

    private DmarcMessage Message(string policy, string organization)
    {
        var author = Pick(Authors) + organization;
        var dkim = _random.Next(3) == 0 ? null : Identifier(organization, author);
        return new DmarcMessage(
            policy, organization, author, Identifier(organization, author), Pick(["pass", "pass", "pass", "fail", "softfail", "neutral", "none", "permerror"]), dkim, Pick(["pass", "pass", "fail"]));
    }

    private string Identifier(string organization, string author) => _random.Next(6) switch
    {
        0 => author,
        1 => "other.nord",
        2 => "other.co.nord",
        3 => $"x{organization}",
        _ => Pick(Identifiers) + organization,
    };

    private T Pick<T>(T[] choices) => choices[_random.Next(choices.Length)];

    private static string Write((string Policy, string Organization)[] domains, string keyRecord)
    {
        var zone = new StringBuilder("""
            $ORIGIN nord.
            $TTL 60
            @ SOA ns hostmaster 1 3600 600 86400 60
            @ NS ns
            ns A 127.0.0.1


            """);
        foreach (var domain in domains.SelectMany(domain => new[] { "", "sub.", "own.", "deep.own." }.Select(host => host + domain.Organization)).Concat(["other.nord", "other.co.nord"]))
        {
            zone.Append(CultureInfo.InvariantCulture, $"{domain}. A 192.0.2.1\n{domain}. TXT \"{SentMessage.SpfRecord}\"\n{SentMessage.Selector}._domainkey.{domain}. TXT \"{keyRecord}\"\n");
        }

        foreach (var (policy, organization) in domains)
        {
            // A policy of its own is no other than that of most domains here: strict, where theirs are not.
            zone.Append(CultureInfo.InvariantCulture, $"_dmarc.own.{organization}. TXT \"v=DMARC1; p=quarantine; sp=reject; adkim=s\"\n");
            foreach (var record in Records.Single(record => record.Name == policy).Records)
            {
                // In two strings, as long records are.
                zone.Append(CultureInfo.InvariantCulture, $"_dmarc.{organization}. TXT \"{record[..7]}\" \"{record[7..]}\"\n");
            }
        }

        return zone.ToString();
    }
}
