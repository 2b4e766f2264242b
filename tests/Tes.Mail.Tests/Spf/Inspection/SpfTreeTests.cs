using System.Net;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Mail.Spf;
using Tes.Mail.Spf.Evaluation;
using Tes.Mail.Spf.Inspection;
using Tes.Mail.Tests.Spf.Evaluation;
using Xunit;

namespace Tes.Mail.Tests.Spf.Inspection;

public sealed class SpfTreeTests
{
    private static readonly DomainName Domain = DomainName.Parse("example.org");

    private static async Task<SpfTree> ReadAsync(string zone) => await SpfTreeReader.ReadAsync(new ZoneResolver(zone), Domain, TestContext.Current.CancellationToken);

    private static SpfFindingKind[] Kinds(SpfTree tree) => [.. tree.Findings.Select(finding => finding.Kind)];

    [Fact]
    public async Task Look_ups_of_all_records_are_counted_Rfc7208_4_6_4()
    {
        SpfTree tree = await ReadAsync("""
            example.org. TXT "v=spf1 mx include:i.example.org exists:%{i}.x.example.org a:gone.example.org redirect=r.example.org"
            example.org. MX 10 m.example.org.
            m.example.org. A 192.0.2.1
            m.example.org. AAAA 2001:db8::1
            i.example.org. TXT "v=spf1 a ptr ip4:198.51.100.0/24 -all a:never.example.org"
            i.example.org. A 192.0.2.2
            r.example.org. TXT "v=spf1 ip4:203.0.113.0/24 -all"
            """);

        Assert.Equal(7, tree.Lookups);
        Assert.Equal(1, tree.VoidLookups);
        Assert.Equal(["192.0.2.1/32", "192.0.2.2/32", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::1/128"], tree.Authorised.Select(network => network.ToString()));
        Assert.Equal([SpfFindingKind.Ptr, SpfFindingKind.NeverEvaluated, SpfFindingKind.VoidLookup], Kinds(tree));
    }

    [Theory]
    [InlineData("v=spf1 +all", new[] { SpfFindingKind.PassAll })]
    [InlineData("v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all", new[] { SpfFindingKind.LargeNetwork, SpfFindingKind.LargeNetwork, SpfFindingKind.PassAll })]
    [InlineData("v=spf1 -ip4:0.0.0.0/1 ip4:192.0.2.0/24 -all", new SpfFindingKind[0])]
    [InlineData("v=spf1 ip4:10.0.0.0/15 -all", new[] { SpfFindingKind.LargeNetwork })]
    [InlineData("v=spf1 ip6:2001::/31 -all", new[] { SpfFindingKind.LargeNetwork })]
    [InlineData("v=spf1 ip4:192.0.2.1", new[] { SpfFindingKind.NoAll })]
    [InlineData("v=spf1 ptr -all", new[] { SpfFindingKind.Ptr })]
    [InlineData("v=spf1 -all ip4:192.0.2.1 redirect=x.example.org", new[] { SpfFindingKind.NeverEvaluated, SpfFindingKind.NeverEvaluated })]
    [InlineData("v=spf1 ip4:192.0.2.1 +ip4:192.0.2.1 -all", new[] { SpfFindingKind.Redundant })]
    [InlineData("v=spf1 ip4:192.0.2.0/24 ip4:192.0.2.128/25 -all", new[] { SpfFindingKind.Redundant })]
    [InlineData("v=spf1 a:n1.example.org a:n2.example.org a:n3.example.org -all", new[] { SpfFindingKind.VoidLookup, SpfFindingKind.VoidLookup, SpfFindingKind.VoidLookup, SpfFindingKind.TooManyVoidLookups })]
    [InlineData("v=spf1 include:example.org -all", new[] { SpfFindingKind.Loop })]
    [InlineData("v=spf1 include:gone.example.org -all", new[] { SpfFindingKind.NoValidRecord })]
    [InlineData("v=spf1 include:a..b.example.org -all", new[] { SpfFindingKind.NotLookedUp })]
    [InlineData("v=spf1 foo", new[] { SpfFindingKind.NoValidRecord })]
    [InlineData("v=spf1 exists:%{i}.a.b exists:%{i}.b.b exists:%{i}.c.b exists:%{i}.d.b exists:%{i}.e.b exists:%{i}.f.b exists:%{i}.g.b exists:%{i}.h.b exists:%{i}.i.b exists:%{i}.j.b exists:%{i}.k.b -all", new[] { SpfFindingKind.TooManyLookups })]
    public async Task Faults_are_found(string policy, SpfFindingKind[] expected) =>
        Assert.Equal(expected, Kinds(await ReadAsync($"example.org. TXT {string.Join(' ', policy.Chunk(200).Select(part => $"\"{new string(part)}\""))}")));

    [Theory]
    [InlineData("example.org")]
    [InlineData("i.example.org")]
    public async Task A_record_that_cannot_be_looked_up_is_not_said_to_be_invalid(string broken)
    {
        var resolver = new ZoneResolver("example.org. TXT \"v=spf1 include:i.example.org -all\"\ni.example.org. TXT \"v=spf1 -all\"");
        resolver.Break(DomainName.Parse(broken), RRType.Txt, "timeout");

        SpfTree tree = await SpfTreeReader.ReadAsync(resolver, Domain, TestContext.Current.CancellationToken);

        Assert.Equal([SpfFindingKind.NotLookedUp], Kinds(tree));
    }

    [Fact]
    public async Task A_failed_look_up_is_no_void_one()
    {
        var resolver = new ZoneResolver("example.org. TXT \"v=spf1 a:broken.example.org -all\"");
        resolver.Break(DomainName.Parse("broken.example.org"), RRType.A, "timeout");

        SpfTree tree = await SpfTreeReader.ReadAsync(resolver, Domain, TestContext.Current.CancellationToken);

        Assert.Equal([SpfFindingKind.NotLookedUp], Kinds(tree));
        Assert.Equal(0, tree.VoidLookups);
        Assert.Equal("v=spf1 a:broken.example.org -all", tree.Flattened!.Text);
    }

    [Theory]
    [InlineData("v=spf1 a mx -all", "v=spf1 ip4:192.0.2.0/31 ip4:192.0.2.2 -all")]
    [InlineData("v=spf1 ?a ~mx -all", "v=spf1 ?ip4:192.0.2.0 ~ip4:192.0.2.1 ~ip4:192.0.2.2 -all")]
    [InlineData("v=spf1 include:i.example.org ~all", "v=spf1 ip4:198.51.100.0/26 ip4:198.51.100.64/27 ip4:198.51.100.97 ip4:198.51.100.98/31 ip4:198.51.100.100/30 ip4:198.51.100.104/29 ip4:198.51.100.112/28 ip4:198.51.100.128/25 ~all")]
    [InlineData("v=spf1 -include:j.example.org include:j.example.org ?all", "v=spf1 -ip4:203.0.113.7 ?all")]
    [InlineData("v=spf1 redirect=j.example.org", "v=spf1 ip4:203.0.113.7 -all exp=why.j.example.org")]
    [InlineData("v=spf1 exists:%{i}.%{d}.x ptr -all", "v=spf1 exists:%{i}.example.org.x ptr:example.org -all")]
    [InlineData("v=spf1 include:pass.example.org -all", "v=spf1 ip4:0.0.0.0/0 ip6:::/0 -all")]
    public async Task A_policy_is_flattened_to_one_that_says_the_same(string policy, string flattened)
    {
        const string Zone = """
            example.org. A 192.0.2.0
            example.org. MX 10 m.example.org.
            m.example.org. A 192.0.2.1
            m.example.org. A 192.0.2.2
            i.example.org. TXT "v=spf1 -ip4:198.51.100.96 ip4:198.51.100.0/24 -all"
            j.example.org. TXT "v=spf1 ip4:203.0.113.7 -all exp=why.%{d}"
            pass.example.org. TXT "v=spf1 +all"
            """;
        SpfTree tree = await ReadAsync($"example.org. TXT \"{policy}\"\n{Zone}");

        Assert.Equal(flattened, tree.Flattened!.Text);
        Assert.True(SpfRecord.TryParse(flattened, out _, out _));
        foreach (string client in new[] { "192.0.2.0", "192.0.2.1", "192.0.2.3", "198.51.100.96", "198.51.100.97", "198.51.100.1", "203.0.113.7", "2001:db8::1" })
        {
            Assert.Equal(await ResultAsync(policy, Zone, client), await ResultAsync(flattened, Zone, client));
            bool authorised = tree.Authorised.Any(network => network.Contains(IPAddress.Parse(client)));
            Assert.Equal(authorised, await ResultAsync(policy, Zone, client) == SpfResult.Pass);
        }
    }

    [Fact]
    public async Task A_long_policy_is_cut_into_strings_of_255_octets()
    {
        SpfTree tree = await ReadAsync("example.org. TXT " + string.Join(' ', Enumerable.Range(0, 40).Select(host => $"\"{(host == 0 ? "v=spf1" : "")} ip4:192.0.2.{host * 4}\"")));

        Assert.True(tree.Flattened!.Strings.Count > 1);
        Assert.All(tree.Flattened.Strings, part => Assert.InRange(part.Length, 1, 255));
        Assert.Equal(tree.Flattened.Text, string.Concat(tree.Flattened.Strings));
    }

    [Fact]
    public async Task Reading_is_bounded_however_records_branch()
    {
        // Each record leads to all others: without a limit there were 20 factorial paths.
        string[] names = [.. Enumerable.Range(0, 20).Select(number => $"n{number}.example.org")];
        string includes = string.Join(' ', names.Select(name => $"\" include:{name}\""));
        var resolver = new ZoneResolver(string.Join('\n', names.Append("example.org").Select(name => $"{name}. TXT \"v=spf1\" {includes}")));

        SpfTree tree = await SpfTreeReader.ReadAsync(resolver, Domain, TestContext.Current.CancellationToken);

        Assert.InRange(resolver.Asked.Count, 2, SpfLimits.MaxTreeQuestions);
        Assert.Contains(SpfFindingKind.TooManyLookups, Kinds(tree));
        Assert.Contains(SpfFindingKind.Loop, Kinds(tree));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("mx")]
    public async Task Reading_is_bounded_however_many_hosts_a_record_names(string mechanism)
    {
        string terms = string.Join(' ', Enumerable.Range(0, 2000).Select(number => $"\" {mechanism}:h{number}.example.org\""));
        var resolver = new ZoneResolver($"example.org. TXT \"v=spf1\" {terms}");

        SpfTree tree = await SpfTreeReader.ReadAsync(resolver, Domain, TestContext.Current.CancellationToken);

        Assert.InRange(resolver.Asked.Count, 2, SpfLimits.MaxTreeQuestions);
        Assert.Contains(SpfFindingKind.NotLookedUp, Kinds(tree));
    }

    [Theory]
    [InlineData("a\\032+all.example", "v=spf1 exists:%{i}.%{d} -all", "v=spf1 exists:%{i}.a%_+all.example -all", 0)]
    [InlineData("a\\032+all.example", "v=spf1 ptr -all exp=%{d}", "v=spf1 ptr:a%_+all.example -all exp=a%_+all.example", 0)]
    [InlineData("a%{i}.example", "v=spf1 exists:%{d1r}.%{i}.example -all", "v=spf1 exists:a%%{i}.%{i}.example -all", 0)]
    [InlineData("xn--mnchen-3ya.example", "v=spf1 ptr -all", "v=spf1 ptr:xn--mnchen-3ya.example -all", 0)]
    [InlineData("a\\009b.example", "v=spf1 ptr exists:%{i}.%{d} -all exp=%{d}", "v=spf1 -all", 3)]
    [InlineData("a\\200b.example", "v=spf1 ptr ip4:192.0.2.1 -all", "v=spf1 ip4:192.0.2.1 -all", 1)]
    public async Task No_name_of_a_record_puts_a_term_into_the_flattened_one_Rfc7208_7_1(string name, string policy, string flattened, int leftOut)
    {
        SpfTree tree = await SpfTreeReader.ReadAsync(new ZoneResolver($"{name}. TXT \"{policy}\""), DomainName.Parse(name), TestContext.Current.CancellationToken);

        Assert.Equal(flattened, tree.Flattened!.Text);
        Assert.True(SpfRecord.TryParse(flattened, out _, out _));
        Assert.Equal(leftOut, tree.Flattened.Differences.Count(difference => difference.Contains("is left out", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_policy_full_of_exceptions_is_flattened_in_bounded_work()
    {
        string exceptions = string.Join(' ', Enumerable.Range(0, 3000).Select(host => $"\" -ip4:10.{host / 100}.{host % 100}.1\""));
        SpfTree tree = await ReadAsync($"example.org. TXT \"v=spf1 include:i.example.org -all\"\ni.example.org. TXT \"v=spf1\" {exceptions} \" +all\"");

        Assert.InRange(tree.Flattened!.Text.Length, 1, 100_000);
        Assert.NotEmpty(tree.Flattened.Differences);
    }

    private static async Task<SpfResult> ResultAsync(string policy, string zone, string client) => (await SpfCheck.EvaluateAsync(
        new ZoneResolver($"example.org. TXT \"{policy}\"\n{zone}"),
        new SpfRequest { Client = IPAddress.Parse(client), Helo = "mx.example.org", MailFrom = "alice@example.org" },
        CancellationToken.None,
        TestContext.Current.CancellationToken)).Result;
}
