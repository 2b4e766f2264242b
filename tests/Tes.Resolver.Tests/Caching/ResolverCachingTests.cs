using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Resolution;
using Tes.Testnet.Dns;
using Xunit;
using static Tes.Resolver.Tests.Internet;

namespace Tes.Resolver.Tests.Caching;

public sealed class ResolverCachingTests
{
    private static readonly DomainName Www = DomainName.Parse("www.signed.test");

    private readonly Clock _clock = new();

    [Fact]
    public async Task Look_ups_at_once_ask_each_question_once()
    {
        TestnetDns dns = NewDns(_clock);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var upstream = new FakeUpstream(dns) { Gate = gate.Task };
        await using var resolver = new ValidatingResolver(Options(dns), _clock, upstream);
        Task<Answer>[] lookUps = [.. Enumerable.Range(0, 50).Select(i => Resolve(resolver, i % 2 == 0 ? Www : DomainName.Parse("nothing.signed.test")))];
        gate.SetResult();
        Answer[] answers = await Task.WhenAll(lookUps);
        Assert.All(answers, answer => Assert.Equal(SecurityStatus.Secure, answer.Security));
        Assert.Equal(upstream.Asked.Distinct().Count(), upstream.Asked.Count);
    }

    [Theory]
    [InlineData("signed.test", RRType.Dnskey)]
    [InlineData("signed.test", RRType.DS)]
    [InlineData("www.signed.test", RRType.A)]
    public async Task One_look_up_asks_each_question_once(string name, RRType type)
    {
        TestnetDns dns = NewDns(_clock);
        var upstream = new FakeUpstream(dns);
        await using var resolver = new ValidatingResolver(Options(dns), _clock, upstream);
        Assert.Equal("Found Secure", (await resolver.ResolveAsync(DomainName.Parse(name), type, TestContext.Current.CancellationToken)).Outcome());
        Assert.Equal(upstream.Asked.Distinct().Count(), upstream.Asked.Count);
    }

    [Fact]
    public async Task One_that_gives_up_takes_nobody_along()
    {
        TestnetDns dns = NewDns(_clock);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var resolver = new ValidatingResolver(Options(dns), _clock, new FakeUpstream(dns) { Gate = gate.Task });
        using var impatience = new CancellationTokenSource();
        Task<Answer> impatient = resolver.ResolveAsync(Www, RRType.A, impatience.Token).AsTask();
        Task<Answer> patient = Resolve(resolver, Www);
        Task<Answer> sibling = Resolve(resolver, DomainName.Parse("mx.signed.test"));
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        gate.SetResult();
        Assert.Equal("Found Secure", (await patient).Outcome());
        Assert.Equal("Found Secure", (await sibling).Outcome());
    }

    [Theory]
    [InlineData("www.signed.test", RRType.A, 300)]
    [InlineData("nothing.signed.test", RRType.A, 60)]
    [InlineData("www.unsigned.test", RRType.A, 300)]
    [InlineData("nothing.unsigned.test", RRType.A, 60)]
    [InlineData("www.wrong-ds.test", RRType.A, 60)]
    [InlineData("www.dead.test", RRType.A, 5)]
    public async Task An_answer_is_kept_as_long_as_its_kind_and_TTL_say(string text, RRType type, int seconds)
    {
        TestnetDns dns = NewDns(_clock);
        var upstream = new FakeUpstream(dns);
        await using var resolver = new ValidatingResolver(Options(dns), _clock, upstream);
        DomainName name = DomainName.Parse(text);
        Answer first = await resolver.ResolveAsync(name, type, TestContext.Current.CancellationToken);
        int asked = upstream.Asked.Count;
        _clock.Now += TimeSpan.FromSeconds(seconds - 1);
        Answer kept = await resolver.ResolveAsync(name, type, TestContext.Current.CancellationToken);
        Assert.Equal((first.Outcome(), asked, 1), (kept.Outcome(), upstream.Asked.Count, resolver.Statistics.CacheHits));
        _clock.Now += TimeSpan.FromSeconds(1);
        await resolver.ResolveAsync(name, type, TestContext.Current.CancellationToken);
        Assert.True(upstream.Asked.Count > asked);
    }

    // RFC 2181 §5.2, RFC 1035 §3.2.1: what is handed out again has lived for a while.
    [Fact]
    public async Task TTLs_count_down_along_the_aliases_too()
    {
        TestnetDns dns = NewDns(_clock, Zone.At("short.test", "a 100 CNAME b\nb 40 CNAME www.signed.test."));
        await using var resolver = new ValidatingResolver(Options(dns), _clock, new FakeUpstream(dns));
        DomainName name = DomainName.Parse("a.short.test");
        Answer first = await Resolve(resolver, name);
        _clock.Now += TimeSpan.FromSeconds(39.5);
        Answer last = await Resolve(resolver, name);
        Assert.Equal([100u, 40u, 300u], [.. first.Aliases.Select(alias => alias.RRset.Ttl), TtlOf(first)]);
        Assert.Equal([61u, 1u, 261u], [.. last.Aliases.Select(alias => alias.RRset.Ttl), TtlOf(last)]);
        Assert.Equal((first.Outcome(), first.FinalName, first.Trace), (last.Outcome(), last.FinalName, last.Trace));
        Assert.Same(last, await Resolve(resolver, name));
        _clock.Now += TimeSpan.FromSeconds(0.5);
        Assert.Equal(100u, (await Resolve(resolver, name)).Aliases[0].RRset.Ttl);
    }

    // Whatever TTL or SOA minimum a peer invents: a day at most, as for Unbound's cache-max-ttl.
    [Fact]
    public async Task Nothing_is_kept_for_more_than_a_day()
    {
        TestnetDns dns = NewDns(_clock);
        var upstream = new FakeUpstream(dns) { Attack = (_, response) => response with { Answers = [.. response.Answers.Select(record => record with { Ttl = int.MaxValue })] } };
        await using var resolver = new ValidatingResolver(Options(dns), _clock, upstream);
        DomainName name = DomainName.Parse("www.unsigned.test");
        await Resolve(resolver, name);
        _clock.Now += TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1);
        await Resolve(resolver, name);
        Assert.Equal(1, resolver.Statistics.CacheHits);
        _clock.Now += TimeSpan.FromSeconds(2);
        await Resolve(resolver, name);
        Assert.Equal(1, resolver.Statistics.CacheHits);
    }

    // An island of security costs no questions below the delegation that is known to be insecure.
    [Fact]
    public async Task Nothing_is_asked_ahead_below_what_is_known_to_be_insecure()
    {
        TestnetDns dns = NewDns(_clock);
        var upstream = new FakeUpstream(dns);
        await using var resolver = new ValidatingResolver(Options(dns), _clock, upstream);
        Assert.Equal("Found Insecure", (await Resolve(resolver, DomainName.Parse("www.unsigned.test"))).Outcome());
        int asked = upstream.Asked.Count;
        Assert.Equal("Found Insecure", (await Resolve(resolver, DomainName.Parse("www.island.unsigned.test"))).Outcome());
        Assert.Equal(asked + 1, upstream.Asked.Count);
    }

    // RFC 4035 §5.3.3
    [Fact]
    public async Task Nothing_is_kept_beyond_the_end_of_its_signature()
    {
        // A clock of its own: the test net's signatures end fourteen days after its now.
        TestnetDns dns = NewDns(new Clock());
        await using var resolver = new ValidatingResolver(Options(dns), _clock, new FakeUpstream(dns));
        _clock.Now += TimeSpan.FromDays(14) - TimeSpan.FromSeconds(100);
        Answer last = await Resolve(resolver, Www);
        Assert.Equal(("Found Secure", 100u), (last.Outcome(), TtlOf(last)));
        _clock.Now += TimeSpan.FromSeconds(99);
        Assert.Equal(("Found Secure", 1u), ((await Resolve(resolver, Www)).Outcome(), TtlOf(await Resolve(resolver, Www))));
        _clock.Now += TimeSpan.FromSeconds(2);
        Answer late = await Resolve(resolver, Www);
        Assert.Equal(("Bogus", ExtendedDnsErrorCode.SignatureExpired), (late.Outcome(), late.Code()));
    }

    [Fact]
    public async Task Validation_time_is_not_the_time_of_the_cache()
    {
        TestnetDns dns = NewDns(_clock);
        ResolverOptions options = Options(dns) with { ValidationTime = _clock.Now.AddDays(13) };
        await using var resolver = new ValidatingResolver(options, _clock, new FakeUpstream(dns));
        Answer first = await Resolve(resolver, Www);
        Assert.Equal("Found Secure", first.Outcome());
        _clock.Now += TimeSpan.FromSeconds(200);
        Assert.Equal(("Found Secure", 100u), ((await Resolve(resolver, Www)).Outcome(), TtlOf(await Resolve(resolver, Www))));
        Assert.Equal(2, resolver.Statistics.CacheHits);
        await using var later = new ValidatingResolver(options with { ValidationTime = _clock.Now.AddDays(15) }, _clock, new FakeUpstream(dns));
        Assert.Equal("Bogus", (await Resolve(later, Www)).Outcome());
    }

    [Fact]
    public async Task Zones_on_the_way_are_walked_once()
    {
        TestnetDns dns = NewDns(_clock);
        var upstream = new FakeUpstream(dns);
        await using var resolver = new ValidatingResolver(Options(dns), _clock, upstream);
        await Resolve(resolver, Www);
        int asked = upstream.Asked.Count;
        Assert.InRange(asked, 1, 7);
        await Resolve(resolver, DomainName.Parse("mx.signed.test"));
        Assert.Equal(asked + 1, upstream.Asked.Count);
    }

    [Fact]
    public async Task Disposal_ends_look_ups_under_way_and_can_be_repeated()
    {
        TestnetDns dns = NewDns(_clock);
        var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var resolver = new ValidatingResolver(Options(dns), _clock, new FakeUpstream(dns) { Gate = never.Task });
        Task<Answer>[] lookUps = [.. Enumerable.Range(0, 10).Select(i => Resolve(resolver, DomainName.Parse($"a{i}.signed.test")))];
        await resolver.DisposeAsync();
        foreach (Task<Answer> lookUp in lookUps)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lookUp);
        await resolver.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Resolve(resolver, Www));
    }

    [Fact]
    public async Task A_look_up_that_takes_too_long_fails_and_is_no_exception()
    {
        TestnetDns dns = NewDns(_clock);
        var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ResolverOptions options = Options(dns) with { LookupTimeout = TimeSpan.FromMilliseconds(50) };
        await using var resolver = new ValidatingResolver(options, _clock, new FakeUpstream(dns) { Gate = never.Task });
        Assert.Equal("Timeout", (await Resolve(resolver, Www)).Outcome());
    }

    private static Task<Answer> Resolve(ValidatingResolver resolver, DomainName name) => resolver.ResolveAsync(name, RRType.A, TestContext.Current.CancellationToken).AsTask();

    private static uint TtlOf(Answer answer) => answer.Match(found => found.RRset.RRset.Ttl, _ => 0u, _ => 0u, _ => 0u);
}
