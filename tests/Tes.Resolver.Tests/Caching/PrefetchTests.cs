using System.Diagnostics;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Resolution;
using Tes.Testnet.Dns;
using Xunit;
using static Tes.Resolver.Tests.Internet;

namespace Tes.Resolver.Tests.Caching;

public sealed class PrefetchTests
{
    private static readonly DomainName Www = DomainName.Parse("www.signed.test");

    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    private readonly Clock _clock = new();

    [Fact]
    public async Task A_hit_in_the_last_tenth_of_an_answer_s_life_has_it_asked_again_without_waiting()
    {
        TestnetDns dns = NewDns(_clock);
        var again = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int asked = 0;
        var upstream = new FakeUpstream(dns)
        {
            Attack = (question, response) =>
            {
                if (question.Name == Www && Interlocked.Increment(ref asked) == 2)
                    again.SetResult();
                return response;
            },
        };
        await using var resolver = new ValidatingResolver(Options(dns) with { Prefetch = Prefetch.AnswersInUse }, _clock, upstream);
        await TtlAsync(resolver);
        _clock.Now += TimeSpan.FromSeconds(269);
        Assert.Equal((31u, 1), (await TtlAsync(resolver), asked));
        _clock.Now += TimeSpan.FromSeconds(26);
        // The hit itself, before anything came back.
        Assert.Equal(5u, await TtlAsync(resolver));
        await again.Task.WaitAsync(Hang, TestContext.Current.CancellationToken);
        long start = Stopwatch.GetTimestamp();
        while (await TtlAsync(resolver) < 300)
        {
            Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, Hang);
            await Task.Yield();
        }

        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task A_prefetch_that_fails_leaves_the_answer_and_is_not_repeated()
    {
        TestnetDns dns = NewDns(_clock);
        var again = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int asked = 0;
        var upstream = new FakeUpstream(dns)
        {
            Attack = (question, response) =>
            {
                if (question.Name != Www || Interlocked.Increment(ref asked) == 1)
                    return response;
                again.TrySetResult();
                return response with { ResponseCode = ResponseCode.ServFail };
            },
        };
        await using var resolver = new ValidatingResolver(Options(dns) with { Prefetch = Prefetch.AnswersInUse }, _clock, upstream);
        await TtlAsync(resolver);
        _clock.Now += TimeSpan.FromSeconds(295);
        await TtlAsync(resolver);
        await again.Task.WaitAsync(Hang, TestContext.Current.CancellationToken);
        for (uint left = 5; left > 0; left--, _clock.Now += TimeSpan.FromSeconds(1))
            Assert.Equal(left, await TtlAsync(resolver));
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task Nothing_is_prefetched_by_default()
    {
        TestnetDns dns = NewDns(_clock);
        var upstream = new FakeUpstream(dns);
        await using var resolver = new ValidatingResolver(Options(dns), _clock, upstream);
        await TtlAsync(resolver);
        int asked = upstream.Asked.Count;
        _clock.Now += TimeSpan.FromSeconds(299);
        Assert.Equal((1u, asked), (await TtlAsync(resolver), upstream.Asked.Count));
    }

    private static async Task<uint> TtlAsync(ValidatingResolver resolver) =>
        Assert.IsType<Answer.Found>(await resolver.ResolveAsync(Www, RRType.A, TestContext.Current.CancellationToken)).RRset.RRset.Ttl;
}
