using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Resolution;
using Tes.Scan.Findings;
using Tes.Scan.Reports;
using Tes.Smtp;
using Xunit;

namespace Tes.Scan.Tests.Checks;

/// <summary>What each check says of a situation. The first case of each is the one where nothing is amiss.</summary>
public sealed class CheckTests
{
    private static readonly string Wrong = new('0', 64);

    /// <summary>Check, situation, and the states that it comes to: one for each finding of the check.</summary>
    public static TheoryData<string, string, string> Cases => new()
    {
        { "mx", "good", "pass" },
        { "mx", "implicit", "info" },
        { "mx", "null-mx", "info" },
        { "mx", "no-domain", "fail" },
        { "mx", "nothing", "fail" },
        { "mx", "mx-bogus", "" },
        { "mx", "mx-failed", "" },
        { "null-mx", "good", "" },
        { "null-mx", "null-mx", "" },
        { "null-mx", "null-mx-among-others", "fail" },
        { "null-mx", "null-mx-preference", "warning" },
        { "mx-records", "good", "" },
        { "mx-records", "doubled", "warning" },
        { "mx-host", "good", "pass" },
        { "mx-host", "host-missing", "fail" },
        { "mx-host", "host-without-address", "fail" },
        { "mx-host", "addresses-bogus", "fail" },
        { "mx-host", "addresses-failed", "inconclusive" },
        { "mx-host", "one-family-failed", "inconclusive" },
        { "mx-host", "one-family-bogus", "fail" },
        { "mx-host", "implicit", "" },
        { "mx-alias", "good", "" },
        { "mx-alias", "alias", "warning" },
        { "mx-name", "good", "" },
        { "mx-name", "literal", "fail" },
        { "dnssec-domain", "good", "pass" },
        { "dnssec-domain", "mx-insecure", "fail" },
        { "dnssec-domain", "mx-bogus", "fail" },
        { "dnssec-domain", "mx-failed", "inconclusive" },
        { "dnssec-domain", "mx-indeterminate", "inconclusive" },
        { "dnssec-host", "good", "pass" },
        { "dnssec-host", "host-insecure", "fail" },
        { "dnssec-host", "addresses-failed", "" },
        { "tlsa", "good", "pass" },
        { "tlsa", "no-tlsa", "fail" },
        { "tlsa", "tlsa-rrset-insecure", "fail" },
        { "tlsa", "tlsa-failed", "" },
        { "tlsa", "host-insecure", "" },
        { "tlsa-lookup", "good", "" },
        { "tlsa-lookup", "tlsa-bogus", "fail" },
        { "tlsa-lookup", "tlsa-failed", "inconclusive" },
        { "tlsa-insecure", "good", "" },
        { "tlsa-insecure", "host-insecure", "fail" },
        { "tlsa-insecure", "host-insecure-without-tlsa", "" },
        { "tlsa-usable", "good", "pass" },
        { "tlsa-usable", "tlsa-pkix", "fail" },
        { "tlsa-usable", "tlsa-pkix-too", "warning" },
        { "tlsa-digest", "good", "" },
        { "tlsa-digest", "tlsa-two-digests", "warning" },
        { "dane", "good", "pass pass" },
        { "dane", "tlsa-wrong", "fail fail" },
        { "dane", "tlsa-wrong-and-right", "pass pass" },
        { "dane", "no-starttls", "inconclusive inconclusive" },
        { "dane", "no-tlsa", "" },
        { "dane-coverage", "good", "" },
        { "dane-coverage", "second-host", "warning" },
        { "reachable", "good", "pass pass" },
        { "reachable", "refuses", "inconclusive inconclusive" },
        { "reachable", "own-ipv6-missing", "info pass" },
        { "smtp", "good", "pass pass" },
        { "smtp", "greeting-554", "inconclusive inconclusive" },
        { "smtp", "helo-only", "warning warning" },
        { "smtp", "refuses", "" },
        { "starttls", "good", "pass pass" },
        { "starttls", "no-starttls", "fail fail" },
        { "starttls", "starttls-454", "fail fail" },
        { "starttls", "handshake-fails", "fail fail" },
        { "starttls", "injection", "" },
        { "starttls", "greeting-554", "" },
        { "starttls-injection", "good", "" },
        { "starttls-injection", "injection", "fail fail" },
        { "tls-version", "good", "pass pass" },
        { "tls-version", "tls12", "pass pass" },
        { "tls-version", "tls11", "fail fail" },
        { "tls-version", "tls10", "fail fail" },
        { "auth-before-tls", "good", "pass pass" },
        { "auth-before-tls", "auth-plain", "fail fail" },
        { "auth-before-tls", "auth-scram", "warning warning" },
        { "auth-before-tls", "greeting-554", "" },
        { "smtp-syntax", "good", "" },
        { "smtp-syntax", "quirks", "warning warning warning warning" },
        { "ipv6", "good", "pass" },
        { "ipv6", "ipv4-only", "info" },
        { "ipv6", "one-family-failed", "" },
        { "spf", "good", "pass" },
        { "spf", "spf-none", "fail" },
        { "spf", "spf-two", "fail" },
        { "spf", "spf-malformed", "fail" },
        { "spf", "spf-failed", "inconclusive" },
        { "spf", "spf-bogus", "fail" },
        { "spf", "no-domain", "" },
        { "spf-all", "good", "pass" },
        { "spf-all", "spf-soft", "pass" },
        { "spf-all", "spf-neutral", "warning" },
        { "spf-all", "spf-plus", "fail" },
        { "spf-all", "spf-without-all", "warning" },
        { "spf-all", "spf-redirect", "info" },
        { "spf-all", "spf-none", "" },
        { "resolver", "good", "" },
        { "resolver", "mx-failed", "" },
        { "resolver", "resolver-trouble", "inconclusive" },
        { "dnssec-domain", "resolver-trouble", "" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_check_comes_to_its_states_in_a_situation(string check, string situation, string states)
    {
        CheckTag tag = CheckTags.All.Single(one => one.ToWord() == check);

        IReadOnlyList<Finding> findings = await Of(situation).FindAsync(tag);

        Assert.Equal(states, string.Join(' ', findings.Select(finding => ReportWords.Of(finding.State)).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Every_check_has_cases() =>
        Assert.Equal(
            CheckTags.All.Where(tag => tag != CheckTag.DaneExpiry).Select(tag => tag.ToWord()).Order(StringComparer.Ordinal),
            Cases.Select(row => row.Data.Item1).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("no-tlsa")]
    [InlineData("tlsa-wrong")]
    [InlineData("tlsa-pkix")]
    public async Task The_fix_is_the_record_of_the_key_that_is_served(string situation)
    {
        DomainReport report = await Of(situation).TestAsync();

        string record = $"_25._tcp.mx.example.test. IN TLSA 3 1 1 {Situation.KeyDigest}";
        Assert.Contains(report.Findings, finding => finding.State == FindingState.Fail && finding.Fix?.Split('\n')[0] == record);
    }

    [Fact]
    public async Task What_could_not_be_tested_is_never_a_failure()
    {
        foreach (string situation in new[] { "mx-failed", "refuses", "greeting-554", "resolver-trouble" })
            Assert.DoesNotContain((await (Of(situation) with { Tlsa = $"_25._tcp.mx.example.test. TLSA 3 1 1 {Situation.KeyDigest}" }).TestAsync()).Findings, finding => finding.State == FindingState.Fail);
    }

    [Fact]
    public async Task Findings_come_worst_first()
    {
        DomainReport report = await Of("tlsa-wrong").TestAsync();

        Assert.Equal(report.Findings.OrderByDescending(finding => finding.State).ThenByDescending(finding => finding.Severity).Select(finding => finding.State), report.Findings.Select(finding => finding.State));
        Assert.Equal(CheckTag.Dane, report.Findings[0].Tag);
    }

    [Fact]
    public async Task A_good_domain_has_nothing_but_passes() =>
        Assert.All((await new Situation().TestAsync()).Findings, finding => Assert.Equal(FindingState.Pass, finding.State));

    private static Situation Of(string name) => name switch
    {
        "good" => new Situation(),
        "implicit" => new Situation { Mx = "example.test. A 192.0.2.2" },
        "null-mx" => new Situation { Mx = "example.test. MX 0 ." },
        "null-mx-among-others" => new Situation { Mx = "example.test. MX 0 .\nexample.test. MX 10 mx.example.test." },
        "null-mx-preference" => new Situation { Mx = "example.test. MX 5 ." },
        "no-domain" => new Situation { Mx = "", Host = "", Tlsa = "", Spf = "" },
        "nothing" => new Situation { Mx = "" },
        "doubled" => new Situation { Mx = "example.test. MX 10 mx.example.test.\nexample.test. MX 20 mx.example.test." },
        "host-missing" => new Situation { Host = "", Tlsa = "" },
        "host-without-address" => new Situation { Host = "mx.example.test. TXT \"nothing\"" },
        "alias" => new Situation { Host = "mx.example.test. CNAME real.example.test.\nreal.example.test. A 192.0.2.1" },
        "literal" => new Situation { Mx = "example.test. MX 10 192.0.2.1." },
        "second-host" => new Situation { Mx = "example.test. MX 10 mx.example.test.\nexample.test. MX 20 b.example.test.\nb.example.test. A 192.0.2.9" },
        "mx-insecure" => new Situation { Security = Only(RRType.MX, SecurityStatus.Insecure) },
        "mx-bogus" => new Situation { Security = Only(RRType.MX, SecurityStatus.Bogus) },
        "mx-indeterminate" => new Situation { Security = Only(RRType.MX, SecurityStatus.Indeterminate) },
        "mx-failed" => new Situation { Fails = (_, type) => type == RRType.MX },
        "resolver-trouble" => new Situation { Fails = (_, type) => type == RRType.MX, ResolverTrouble = "the resolver does not answer" },
        "host-insecure" => new Situation { Security = OfHost(SecurityStatus.Insecure) },
        "host-insecure-without-tlsa" => new Situation { Security = OfHost(SecurityStatus.Insecure), Tlsa = "" },
        "addresses-bogus" => new Situation { Security = OfHost(SecurityStatus.Bogus) },
        "addresses-failed" => new Situation { Fails = (_, type) => type is RRType.A or RRType.Aaaa },
        "one-family-failed" => new Situation { Fails = (_, type) => type is RRType.Aaaa },
        "one-family-bogus" => new Situation { Security = Only(RRType.Aaaa, SecurityStatus.Bogus) },
        "ipv4-only" => new Situation { Host = "mx.example.test. A 192.0.2.1" },
        "no-tlsa" => new Situation { Tlsa = "" },
        "tlsa-rrset-insecure" => new Situation { Security = Only(RRType.Tlsa, SecurityStatus.Insecure) },
        "tlsa-bogus" => new Situation { Security = Only(RRType.Tlsa, SecurityStatus.Bogus) },
        "tlsa-failed" => new Situation { Fails = (_, type) => type == RRType.Tlsa },
        "tlsa-pkix" => new Situation { Tlsa = $"_25._tcp.mx.example.test. TLSA 1 1 1 {Situation.KeyDigest}" },
        "tlsa-pkix-too" => Tlsa($"1 1 1 {Situation.KeyDigest}", $"3 1 1 {Situation.KeyDigest}"),
        "tlsa-wrong" => Tlsa($"3 1 1 {Wrong}"),
        "tlsa-wrong-and-right" => Tlsa($"3 1 1 {Wrong}", $"3 1 1 {Situation.KeyDigest}"),
        "tlsa-two-digests" => Tlsa($"3 1 1 {Situation.KeyDigest}", $"3 1 2 {Wrong}{Wrong}"),
        "no-starttls" => Server(report => report with { StartTls = StartTlsOutcome.NotOffered, Tls = null, CapabilitiesBeforeTls = Situation.Ehlo() }),
        "starttls-454" => Server(report => report with { StartTls = StartTlsOutcome.Refused, Tls = null, Failure = new SmtpFailure.Refused(SmtpStage.StartTls, Reply(454)) }),
        "handshake-fails" => Server(report => report with { StartTls = StartTlsOutcome.HandshakeFailed, Tls = null, Failure = new SmtpFailure.TlsFailed(SmtpStage.TlsHandshake, SmtpParty.Server, 40, "handshake_failure") }),
        "injection" => Server(report => report with { StartTls = StartTlsOutcome.HandshakeFailed, Tls = null, Failure = new SmtpFailure.ProtocolViolation(SmtpStage.StartTls, ProtocolFault.BytesAfterStartTlsReply, "octets after the reply") }),
        "greeting-554" => Server(report => Unseen(report) with { StartTls = StartTlsOutcome.Inconclusive, Failure = new SmtpFailure.Refused(SmtpStage.Greeting, Reply(554)) }),
        "refuses" => Server(report => Unseen(report) with { StartTls = StartTlsOutcome.Unreachable, Failure = new SmtpFailure.NotConnected(ConnectFault.Refused, "connection refused") }),
        "own-ipv6-missing" => Server(report => report.Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork
            ? report
            : Unseen(report) with { StartTls = StartTlsOutcome.Unreachable, Failure = new SmtpFailure.NotConnected(ConnectFault.NoRoute, "no route") }),
        "helo-only" => Server(report => report with { Hello = HelloOutcome.HeloAccepted, CapabilitiesBeforeTls = null, StartTls = StartTlsOutcome.NotOffered, Tls = null }),
        "tls12" => Server(report => report with { Tls = Version(report, TlsProtocolVersion.Tls12) }),
        "tls11" => Server(report => report with { Tls = Version(report, TlsProtocolVersion.Tls11) }),
        "tls10" => Server(report => report with { Tls = Version(report, TlsProtocolVersion.Tls10) }),
        "auth-plain" => Server(report => report with { CapabilitiesBeforeTls = Situation.Ehlo("STARTTLS", "AUTH SCRAM-SHA-256 PLAIN") }),
        "auth-scram" => Server(report => report with { CapabilitiesBeforeTls = Situation.Ehlo("STARTTLS", "AUTH SCRAM-SHA-256") }),
        "quirks" => Server(report => report with { Quirks = [PeerQuirk.BareLineFeed, PeerQuirk.ControlCharacters] }),
        "spf-none" => new Situation { Spf = "" },
        "spf-two" => new Situation { Spf = "example.test. TXT \"v=spf1 -all\"\nexample.test. TXT \"v=spf1 mx -all\"" },
        "spf-malformed" => new Situation { Spf = "example.test. TXT \"v=spf1 ip4:192.0.2.300 -all\"" },
        "spf-failed" => new Situation { Fails = (_, type) => type == RRType.Txt },
        "spf-bogus" => new Situation { Security = Only(RRType.Txt, SecurityStatus.Bogus) },
        "spf-soft" => new Situation { Spf = "example.test. TXT \"v=spf1 mx ~all\"" },
        "spf-neutral" => new Situation { Spf = "example.test. TXT \"v=spf1 mx ?all\"" },
        "spf-plus" => new Situation { Spf = "example.test. TXT \"v=spf1 +all\"" },
        "spf-without-all" => new Situation { Spf = "example.test. TXT \"v=spf1 mx\"" },
        "spf-redirect" => new Situation { Spf = "example.test. TXT \"v=spf1 redirect=_spf.example.test\"" },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such situation."),
    };

    private static Situation Server(Func<ProbeReport, ProbeReport> server) => new() { Server = server };

    private static Situation Tlsa(params string[] records) => new() { Tlsa = string.Join('\n', records.Select(record => $"_25._tcp.mx.example.test. TLSA {record}")) };

    private static Func<DomainName, RRType, SecurityStatus> Only(RRType type, SecurityStatus status) => (_, asked) => asked == type ? status : SecurityStatus.Secure;

    private static Func<DomainName, RRType, SecurityStatus> OfHost(SecurityStatus status) =>
        (name, type) => type is RRType.A or RRType.Aaaa or RRType.Tlsa ? status : SecurityStatus.Secure;

    private static ProbeReport Unseen(ProbeReport report) => report with { Hello = HelloOutcome.NotReached, CapabilitiesBeforeTls = null, Tls = null };

    private static SmtpReply Reply(int code) => new(new ReplyCode(code), ["not now"]);

    private static TlsSession Version(ProbeReport report, TlsProtocolVersion version) => new()
    {
        ProtocolVersion = version,
        CipherSuite = report.Tls!.CipherSuite,
        Group = null,
        SignatureScheme = null,
        CertificateChain = report.Tls.CertificateChain,
    };
}
