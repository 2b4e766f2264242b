using Tes.Dns.Iana;
using Tes.Dns.Resolution;
using Tes.Resolver.Iteration;
using Tes.Resolver.Upstreams;
using Tes.Testnet.Dns;
using Xunit;

namespace Tes.Resolver.Tests.Iteration;

/// <summary>Name servers without glue: their addresses are looked up, without being led in circles or into floods.</summary>
public sealed class NameServerAddressTests
{
    private const string Hoster = "127.53.0.3";
    private const string Child = "127.53.0.4";

    [Fact]
    public async Task The_address_of_a_name_server_in_another_zone_is_looked_up_once_and_kept()
    {
        FakeInternet internet = Hosted("example NS ns1.hoster.test.", $"ns1 A {Child}");
        using IterativeUpstream upstream = internet.NewUpstream();
        await internet.ResponseAsync("www.example.test", RRType.A, upstream);
        await internet.ResponseAsync("mail.example.test", RRType.A, upstream);
        Assert.Equal(["ns1.hoster.test. A"], internet.AskedAt(Hoster));
    }

    [Fact]
    public async Task A_name_server_with_IPv6_only_is_found()
    {
        FakeInternet internet = Hosted("example NS ns1.hoster.test.", "ns1 AAAA fd53::4");
        await internet.ResponseAsync("www.example.test", RRType.A);
        Assert.Equal(["ns1.hoster.test. A", "ns1.hoster.test. AAAA"], internet.AskedAt(Hoster));
    }

    // RFC 9471 §2.2: sibling glue
    [Fact]
    public async Task Glue_for_a_host_in_a_zone_beside_it_is_taken()
    {
        FakeInternet internet = Hosted($"example NS ns1.hoster\nns1.hoster A {Child}", "");
        await internet.ResponseAsync("www.example.test", RRType.A);
        Assert.Empty(internet.AskedAt(Hoster));
    }

    [Fact]
    public async Task Wrong_glue_for_a_host_in_a_zone_beside_it_is_made_up_for_by_a_look_up()
    {
        FakeInternet internet = Hosted("example NS ns1.hoster\nns1.hoster A 127.53.9.9", $"ns1 A {Child}");
        await internet.ResponseAsync("www.example.test", RRType.A);
        Assert.Equal(["ns1.hoster.test. A"], internet.AskedAt(Hoster));
    }

    [Theory]
    [InlineData("example NS ns1.example", "")]
    [InlineData("example NS ns1.example\nns1.example A 127.53.9.9", "")]
    [InlineData("example NS ns1.hoster.test.", "")]
    // RFC 2181 §10.3
    [InlineData("example NS ns1.hoster.test.", "ns1 CNAME ns2\nns2 A 127.53.0.4")]
    [InlineData("example NS ns1.nowhere.", "")]
    public async Task Name_servers_without_a_usable_address_make_the_question_fail(string delegation, string hosts)
    {
        FakeInternet internet = Hosted(delegation, hosts);
        LookupFailure failure = await internet.FailureAsync("www.example.test", RRType.A);
        Assert.True(failure.Kind is LookupFailureKind.Unreachable or LookupFailureKind.Timeout, failure.Text);
    }

    // TsuNAME
    [Fact]
    public async Task Zones_that_name_each_other_s_hosts_fail_after_few_queries()
    {
        FakeInternet internet = new(
            [Zone.At("test", "a NS ns.b.test.\nb NS ns.a.test.")],
            [AuthorityServer.At("127.53.0.1", "."), AuthorityServer.At("127.53.0.2", "test")]);
        using IterativeUpstream upstream = internet.NewUpstream();
        Assert.Equal(LookupFailureKind.Unreachable, (await internet.FailureAsync("www.a.test", RRType.A, upstream)).Kind);
        Assert.InRange(internet.Asked.Count, 3, 16);
        int before = internet.Asked.Count;
        for (int i = 0; i < 50; i++)
            await internet.FailureAsync($"w{i}.a.test", RRType.A, upstream);
        Assert.InRange(internet.Asked.Count - before, 0, 2);
    }

    [Fact]
    public async Task A_circle_with_a_way_out_is_left_by_it()
    {
        FakeInternet internet = new(
            [Zone.At("test", $"a NS ns.b.test.\nb NS ns.a.test.\nb NS ns.hoster.test."), Zone.At("b.test", $"ns A {Child}"), Zone.At("a.test", "www A 192.0.2.1"), Zone.At("hoster.test", $"ns A {Hoster}")],
            [AuthorityServer.At("127.53.0.1", "."), AuthorityServer.At("127.53.0.2", "test", "hoster.test"), AuthorityServer.At(Hoster, "b.test"), AuthorityServer.At(Child, "a.test")]);
        for (int i = 0; i < 10; i++)
            Assert.Equal("Found Secure", (await internet.LookUpAsync("www.a.test", RRType.A)).Outcome());
    }

    // NXNSAttack, CVE-2020-12662
    [Fact]
    public async Task A_delegation_to_many_hosts_of_a_victim_makes_few_questions_to_it()
    {
        string delegation = string.Join('\n', Enumerable.Range(0, 200).Select(i => $"example NS ns{i}.sub{i}.hoster.test."));
        FakeInternet internet = Hosted(delegation, "");
        using IterativeUpstream upstream = internet.NewUpstream();
        await internet.FailureAsync("www.example.test", RRType.A, upstream);
        Assert.InRange(internet.AskedAt(Hoster).Length, 1, 2 * IterationLimits.MaxAddressLookUps);
        Assert.InRange(internet.Attempts.Count, 1, 20);
    }

    [Fact]
    public async Task Attacks_in_layers_end_at_the_budget_of_the_question()
    {
        FakeInternet internet = Layered();
        Assert.Equal(LookupFailureKind.BudgetExceeded, (await internet.FailureAsync("www.z0.test", RRType.A)).Kind);
        Assert.InRange(internet.Attempts.Count, 10, IterationLimits.MaxQueries + 1);
    }

    [Fact]
    public async Task Questions_of_one_look_up_share_a_quota_and_what_ran_out_of_it_may_be_asked_again()
    {
        FakeInternet internet = Layered();
        using IterativeUpstream upstream = internet.NewUpstream();
        var quota = new QueryQuota(IterationLimits.MaxQueries + 10);
        await internet.AskAsync("www.z0.test", RRType.A, upstream, quota);
        Assert.False(quota.IsSpent);
        LookupFailure ended = Assert.IsType<UpstreamResult.Failure>(await internet.AskAsync("www.z100.test", RRType.A, upstream, quota)).Reason;
        Assert.Equal(LookupFailureKind.BudgetExceeded, ended.Kind);
        Assert.Contains("for one look-up", ended.Text, StringComparison.Ordinal);
        int attempts = internet.Attempts.Count;
        // The first of all is priming, which is nobody's.
        Assert.InRange(attempts, IterationLimits.MaxQueries, IterationLimits.MaxQueries + 11);
        await internet.AskAsync("www.z100.test", RRType.A, upstream);
        Assert.InRange(internet.Attempts.Count, attempts + 10, attempts + IterationLimits.MaxQueries);
    }

    // Each zone is delegated to hosts in many others that are delegated likewise.
    private static FakeInternet Layered()
    {
        string[] zones = [.. Enumerable.Range(0, 300).Select(i => $"z{i}")];
        string delegations = string.Join('\n', zones.SelectMany((zone, i) => Enumerable.Range(1, 13).Select(j => $"{zone} NS h.x.z{((i * 13) + j) % 300}.test.")));
        return new([Zone.At("test", delegations)], [AuthorityServer.At("127.53.0.1", "."), AuthorityServer.At("127.53.0.2", "test")]);
    }

    [Fact]
    public async Task Many_questions_at_once_share_the_look_up_of_a_name_server()
    {
        FakeInternet internet = Hosted("example NS ns1.hoster.test.", $"ns1 A {Child}");
        using IterativeUpstream upstream = internet.NewUpstream();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => internet.ResponseAsync($"w{i}.example.test", RRType.A, upstream))));
        Assert.InRange(internet.AskedAt(Hoster).Length, 1, 3);
    }

    private static FakeInternet Hosted(string delegation, string hosts) => new(
        [Zone.At("test", delegation), Zone.At("hoster.test", hosts), Zone.At("example.test", "* A 192.0.2.1")],
        [
            AuthorityServer.At("127.53.0.1", "."), AuthorityServer.At("127.53.0.2", "test"), AuthorityServer.At(Hoster, "hoster.test"),
            AuthorityServer.At(Child, "example.test"), AuthorityServer.At("fd53::4", "example.test"),
        ]);
}
