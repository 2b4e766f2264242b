using Tes.Cli.Resolution;
using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Resolution;
using Tes.Resolver;
using Tes.Resolver.Iteration;
using Tes.Resolver.Upstreams;
using Tes.Testnet.Dns;
using Xunit;

namespace Tes.Cli.Tests.Resolution;

/// <summary>The system's resolver here is one on loopback.</summary>
public sealed class SwitchingResolverTests
{
    // Nothing here keeps silent: a machine under load must not make it seem so.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly List<string> _lines = [];

    [Theory]
    [InlineData(ResolverFault.StripsDnssec)]
    [InlineData(ResolverFault.IgnoresEdns)]
    [InlineData(ResolverFault.RefusesAll)]
    [InlineData(ResolverFault.ServFailsAll)]
    [InlineData(ResolverFault.NobodyListens)]
    [InlineData(ResolverFault.LiesAboutAll)]
    public async Task Where_the_resolver_does_not_carry_DNSSEC_authoritative_servers_are_asked_and_one_line_says_so(ResolverFault fault)
    {
        await using AuthorityInternet internet = await AuthorityInternet.StartAsync();
        await using DnsServer system = AuthorityInternet.StartResolver(fault);
        await using SwitchingResolver resolver = Open(system, internet.Anchors, internet.Iteration);
        Assert.Equal(SecurityStatus.Secure, (await AskAsync(resolver, "signed.test", RRType.MX)).Security);
        Assert.Equal(SecurityStatus.Bogus, (await AskAsync(resolver, "mx.bogus.test", RRType.A)).Security);
        Assert.Equal(SecurityStatus.Insecure, (await AskAsync(resolver, "mx.unsigned.test", RRType.A)).Security);
        Assert.Equal(ResolutionMode.Iterate, resolver.Path.Mode);
        Assert.NotNull(resolver.Path.Cause);
        Assert.Contains(resolver.Path.Cause, Assert.Single(_lines), StringComparison.Ordinal);
        Assert.Null(await resolver.FindTroubleAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_resolver_that_carries_DNSSEC_stays_also_when_a_domain_is_bogus()
    {
        await using AuthorityInternet internet = await AuthorityInternet.StartAsync();
        await using DnsServer system = AuthorityInternet.StartResolver(ResolverFault.None);
        await using SwitchingResolver resolver = Open(system, internet.Anchors, internet.Iteration);
        Assert.Equal(SecurityStatus.Bogus, (await AskAsync(resolver, "mx.bogus.test", RRType.A)).Security);
        Assert.Equal(new ResolutionPath(ResolutionMode.Forward, null), resolver.Path);
        Assert.Null(resolver.KnownTrouble);
        Assert.Empty(_lines);
    }

    [Fact]
    public async Task Without_leave_to_ask_others_the_trouble_is_told()
    {
        await using AuthorityInternet internet = await AuthorityInternet.StartAsync();
        await using DnsServer system = AuthorityInternet.StartResolver(ResolverFault.StripsDnssec);
        await using SwitchingResolver resolver = Open(system, internet.Anchors, fallback: null);
        Assert.Equal(SecurityStatus.Bogus, (await AskAsync(resolver, "signed.test", RRType.MX)).Security);
        // A resolver that the user named is not tested unasked.
        Assert.Null(resolver.KnownTrouble);
        Assert.NotNull(await resolver.FindTroubleAsync(TestContext.Current.CancellationToken));
        Assert.Equal(ResolutionMode.Forward, resolver.Path.Mode);
        Assert.Empty(_lines);
    }

    // Wrong anchors: another root answers, and nothing of it is believed.
    [Fact]
    public async Task Servers_that_do_not_validate_either_do_not_stand_in()
    {
        await using AuthorityInternet internet = await AuthorityInternet.StartAsync();
        await using DnsServer system = AuthorityInternet.StartResolver(ResolverFault.StripsDnssec);
        await using SwitchingResolver resolver = Open(system, TrustAnchorSet.Root, internet.Iteration);
        Assert.Null(resolver.KnownTrouble);
        Assert.Equal(SecurityStatus.Bogus, (await AskAsync(resolver, "signed.test", RRType.MX)).Security);
        Assert.NotNull(resolver.KnownTrouble);
        Assert.NotNull(await resolver.FindTroubleAsync(TestContext.Current.CancellationToken));
        Assert.Equal(ResolutionMode.Forward, resolver.Path.Mode);
        Assert.Empty(_lines);
    }

    [Theory]
    [InlineData(ResolverFault.StripsDnssec)]
    [InlineData(ResolverFault.RefusesAll)]
    [InlineData(ResolverFault.ServFailsAll)]
    public async Task Nothing_of_what_went_wrong_is_kept_when_the_trouble_is_over(ResolverFault fault)
    {
        await using AuthorityInternet internet = await AuthorityInternet.StartAsync();
        TestnetDns dns = AuthorityInternet.Dns(fault);
        await using DnsServer system = DnsServer.Start(dns);
        await using SwitchingResolver resolver = Open(system, internet.Anchors, fallback: null);
        Assert.True(await AskAsync(resolver, "signed.test", RRType.MX) is Answer.Bogus or Answer.Failed);
        Assert.NotNull(await resolver.BeginAnewAsync(TestContext.Current.CancellationToken));
        dns.Fault = ResolverFault.None;
        // As long as nobody has looked after it, what failed is left alone (RFC 9520 §3.2).
        Assert.True(await AskAsync(resolver, "signed.test", RRType.MX) is Answer.Bogus or Answer.Failed);
        long asked = resolver.QuestionsAsked;
        Assert.Null(await resolver.BeginAnewAsync(TestContext.Current.CancellationToken));
        Assert.Equal(SecurityStatus.Secure, (await AskAsync(resolver, "signed.test", RRType.MX)).Security);
        Assert.Null(await resolver.FindTroubleAsync(TestContext.Current.CancellationToken));
        Assert.True(resolver.QuestionsAsked > asked);
    }

    [Fact]
    public async Task Look_ups_under_way_begin_anew_when_the_trouble_is_over()
    {
        await using AuthorityInternet internet = await AuthorityInternet.StartAsync();
        TestnetDns dns = AuthorityInternet.Dns(ResolverFault.NeverReplies);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        dns.OnQuestion = () => asked.TrySetResult();
        await using DnsServer system = DnsServer.Start(dns);
        await using SwitchingResolver resolver = Open(system, internet.Anchors, fallback: null);
        Task<Answer> under = AskAsync(resolver, "signed.test", RRType.MX).AsTask();
        Task<string?> trouble = resolver.FindTroubleAsync(TestContext.Current.CancellationToken);
        await asked.Task;
        dns.Fault = ResolverFault.None;
        Assert.Null(await resolver.BeginAnewAsync(TestContext.Current.CancellationToken));
        Assert.Equal(SecurityStatus.Secure, (await under).Security);
        Assert.Null(await trouble);
    }

    [Fact]
    public async Task Where_the_trouble_is_not_over_authoritative_servers_stand_in_when_all_begins_anew()
    {
        await using AuthorityInternet internet = await AuthorityInternet.StartAsync();
        await using DnsServer system = AuthorityInternet.StartResolver(ResolverFault.StripsDnssec);
        await using SwitchingResolver resolver = Open(system, internet.Anchors, internet.Iteration);
        Assert.Null(await resolver.BeginAnewAsync(Limit));
        Assert.Equal(ResolutionMode.Iterate, resolver.Path.Mode);
        Assert.Single(_lines);
        // Those that stand in begin anew themselves from then on, with nothing in the cache.
        ResolutionPath path = resolver.Path;
        Assert.Equal(SecurityStatus.Secure, (await AskAsync(resolver, "signed.test", RRType.MX)).Security);
        long asked = resolver.QuestionsAsked;
        Assert.Null(await resolver.BeginAnewAsync(Limit));
        long begun = resolver.QuestionsAsked;
        Assert.True(begun > asked, $"{begun} questions after {asked}");
        Assert.Equal(SecurityStatus.Secure, (await AskAsync(resolver, "signed.test", RRType.MX)).Security);
        Assert.True(resolver.QuestionsAsked > begun);
        Assert.Equal(path, resolver.Path);
        Assert.Single(_lines);
    }

    [Fact]
    public async Task Servers_that_stand_in_and_no_longer_answer_are_in_trouble_until_they_do()
    {
        await using AuthorityInternet internet = await AuthorityInternet.StartAsync();
        await using DnsServer system = AuthorityInternet.StartResolver(ResolverFault.ServFailsAll);
        await using SwitchingResolver resolver = Open(system, internet.Anchors, internet.Iteration);
        Assert.Equal(SecurityStatus.Secure, (await AskAsync(resolver, "signed.test", RRType.MX)).Security);
        await internet.DieAsync();
        Assert.NotNull(await resolver.BeginAnewAsync(Limit));
        Assert.Equal(ResolutionMode.Iterate, resolver.Path.Mode);
        // What they said stays known: they have not begun anew.
        Assert.Equal(SecurityStatus.Secure, (await AskAsync(resolver, "signed.test", RRType.MX)).Security);
    }

    [Fact]
    public async Task Where_nobody_can_stand_in_the_trouble_goes_on_when_all_begins_anew()
    {
        await using AuthorityInternet internet = await AuthorityInternet.StartAsync();
        await using DnsServer system = AuthorityInternet.StartResolver(ResolverFault.StripsDnssec);
        await using SwitchingResolver resolver = Open(system, TrustAnchorSet.Root, internet.Iteration);
        Assert.NotNull(await resolver.BeginAnewAsync(Limit));
        Assert.Equal(ResolutionMode.Forward, resolver.Path.Mode);
        Assert.Empty(_lines);
    }

    // Both find out at the same time: one that the system's resolver is out of order and others can stand in, the other that it works again.
    [Fact]
    public async Task A_resolver_that_works_again_before_others_stand_in_stays()
    {
        await using AuthorityInternet internet = await AuthorityInternet.StartAsync();
        TestnetDns dns = AuthorityInternet.Dns(ResolverFault.ServFailsAll);
        await using DnsServer system = DnsServer.Start(dns);
        await using SwitchingResolver resolver = Open(system, internet.Anchors, internet.Iteration);
        var isTried = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var anew = new ManualResetEventSlim();
        internet.OnQuestion = () =>
        {
            isTried.TrySetResult();
            anew.Wait(Limit);
        };
        Task<string?> trouble = resolver.FindTroubleAsync(Limit);
        await isTried.Task;
        dns.Fault = ResolverFault.None;
        Assert.Null(await resolver.BeginAnewAsync(Limit));
        anew.Set();
        Assert.Null(await trouble);
        Assert.Equal(new ResolutionPath(ResolutionMode.Forward, null), resolver.Path);
        Assert.Equal(SecurityStatus.Secure, (await AskAsync(resolver, "signed.test", RRType.MX)).Security);
        Assert.Empty(_lines);
    }

    [Fact]
    public async Task Others_that_stand_in_before_the_resolver_is_seen_to_work_again_stay()
    {
        await using AuthorityInternet internet = await AuthorityInternet.StartAsync();
        TestnetDns dns = AuthorityInternet.Dns(ResolverFault.ServFailsAll);
        await using DnsServer system = DnsServer.Start(dns);
        await using SwitchingResolver resolver = Open(system, internet.Anchors, internet.Iteration);
        var isTried = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using ManualResetEventSlim anew = new(), settled = new();
        internet.OnQuestion = () =>
        {
            isTried.TrySetResult();
            anew.Wait(Limit);
        };
        Task<string?> trouble = resolver.FindTroubleAsync(Limit);
        await isTried.Task;
        dns.Fault = ResolverFault.None;
        dns.OnQuestion = () =>
        {
            anew.Set();
            settled.Wait(Limit);
        };
        Task<string?> over = resolver.BeginAnewAsync(Limit);
        Assert.Null(await trouble);
        settled.Set();
        Assert.Null(await over);
        Assert.Equal(ResolutionMode.Iterate, resolver.Path.Mode);
        Assert.Equal(SecurityStatus.Secure, (await AskAsync(resolver, "signed.test", RRType.MX)).Security);
        Assert.Single(_lines);
    }

    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    private static ValueTask<Answer> AskAsync(SwitchingResolver resolver, string name, RRType type) =>
        resolver.ResolveAsync(DomainName.Parse(name), type, TestContext.Current.CancellationToken);

    private SwitchingResolver Open(DnsServer system, TrustAnchorSet anchors, IterationOptions? fallback) => new(
        new ResolverOptions { Upstreams = [new UpstreamServer(system.EndPoint)], TrustAnchors = anchors, QuestionTimeout = Patience, LookupTimeout = Patience },
        fallback is null ? null : fallback with { Timeout = Patience }, _lines.Add, TimeProvider.System)
    {
        LongestTrial = Patience,
    };
}
