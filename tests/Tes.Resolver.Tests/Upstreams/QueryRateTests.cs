using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Resolver.Iteration;
using Tes.Resolver.Tests.Iteration;
using Tes.Resolver.Upstreams;
using Tes.Resolver.Validation;
using Tes.Testnet.Dns;
using Xunit;

namespace Tes.Resolver.Tests.Upstreams;

public sealed class QueryRateTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task No_more_go_out_than_the_rate_allows_however_many_wait()
    {
        var time = new ManualTime();
        var rate = new QueryRate(10, time);
        Task[] waits = [.. Enumerable.Range(0, 100).AsParallel().Select(_ => rate.WaitAsync(CancellationToken.None).AsTask())];
        for (int tenths = 0; tenths < 98; tenths++)
        {
            // One at once, and one from the burst of a tenth of a second.
            await UntilAsync(() => waits.Count(wait => wait.IsCompletedSuccessfully) == 2 + tenths);
            time.Advance(Second / 10);
        }

        await Task.WhenAll(waits).WaitAsync(Replies.Hang, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Who_comes_first_goes_first()
    {
        var time = new ManualTime();
        var rate = new QueryRate(1, time);
        Task[] waits = [.. Enumerable.Range(0, 5).Select(_ => rate.WaitAsync(CancellationToken.None).AsTask())];
        Assert.Equal([true, false, false, false, false], waits.Select(wait => wait.IsCompleted));
        time.Advance(2 * Second);
        await Task.WhenAll(waits[1], waits[2]).WaitAsync(Replies.Hang, TestContext.Current.CancellationToken);
        Assert.False(waits[3].IsCompleted || waits[4].IsCompleted);
    }

    [Fact]
    public async Task Repetitions_are_paid_by_those_who_come_after()
    {
        var time = new ManualTime();
        var rate = new QueryRate(1, time);
        rate.Charge();
        rate.Charge();
        rate.Charge();
        Task wait = rate.WaitAsync(CancellationToken.None).AsTask();
        time.Advance(2.8 * Second);
        Assert.False(wait.IsCompleted);
        time.Advance(0.2 * Second);
        await wait.WaitAsync(Replies.Hang, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_wait_can_be_cancelled_and_time_is_held_back_only_while_somebody_waits()
    {
        var time = new ManualTime();
        var rate = new QueryRate(1, time);
        using var impatience = new CancellationTokenSource();
        await rate.WaitAsync(CancellationToken.None);
        time.Advance(Second / 2);
        Assert.Equal(TimeSpan.Zero, rate.HeldBack);
        Task wait = rate.WaitAsync(impatience.Token).AsTask();
        time.Advance(Second / 4);
        Assert.Equal(Second / 4, rate.HeldBack);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        time.Advance(10 * Second);
        Assert.Equal(Second / 4, rate.HeldBack);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rate.WaitAsync(impatience.Token).AsTask());
    }

    [Fact]
    public async Task Waiting_for_a_turn_takes_nothing_from_the_time_for_an_answer()
    {
        var time = new ManualTime();
        await using var server = new ScriptedServer(query => [query.Reply()]);
        var rate = new QueryRate(1, time);
        using var upstreams = new NetworkUpstreams([new UpstreamServer(server.EndPoint)], [], Second / 2, time, new ResolverStatistics(), rate);
        Task<string> first = upstreams.ShowAsync(Replies.Named("first"));
        Task<string> second = upstreams.ShowAsync(Replies.Named("second"));
        Assert.Equal("192.0.2.1", await first);
        Assert.False(second.IsCompleted);
        time.Advance(Second);
        Assert.Equal("192.0.2.1", await second);
    }

    [Fact]
    public async Task The_clock_of_a_look_up_stands_still_while_the_rate_holds_something_back()
    {
        var time = new ManualTime();
        var rate = new QueryRate(1, time);
        using var deadline = new LookupDeadline(5 * Second, rate, time, CancellationToken.None);
        time.Advance(3 * Second);
        await rate.WaitAsync(CancellationToken.None);
        for (int i = 0; i < 100; i++)
            rate.Charge();
        Task wait = rate.WaitAsync(CancellationToken.None).AsTask();
        time.Advance(101 * Second);
        await wait.WaitAsync(Replies.Hang, TestContext.Current.CancellationToken);
        Assert.False(deadline.Token.IsCancellationRequested);
        // Two of the five seconds are left.
        time.Advance(1.9 * Second);
        Assert.False(deadline.Token.IsCancellationRequested);
        time.Advance(0.2 * Second);
        Assert.True(deadline.Token.IsCancellationRequested);
    }

    [Fact]
    public void A_look_up_ends_with_the_resolver()
    {
        using var closing = new CancellationTokenSource();
        using var deadline = new LookupDeadline(5 * Second, null, new ManualTime(), closing.Token);
        var ended = new LookupDeadline(5 * Second, null, new ManualTime(), closing.Token);
        ended.Dispose();
        Assert.False(deadline.Token.IsCancellationRequested);
        closing.Cancel();
        Assert.True(deadline.Token.IsCancellationRequested);
        using var late = new LookupDeadline(5 * Second, null, new ManualTime(), closing.Token);
        Assert.True(late.Token.IsCancellationRequested);
    }

    [Fact]
    public void Without_waiting_a_look_up_ends_in_time()
    {
        var time = new ManualTime();
        using var deadline = new LookupDeadline(5 * Second, new QueryRate(1, time), time, CancellationToken.None);
        time.Advance(4.9 * Second);
        Assert.False(deadline.Token.IsCancellationRequested);
        time.Advance(0.2 * Second);
        Assert.True(deadline.Token.IsCancellationRequested);
    }

    // Every query to an authoritative server counts, and none of them for time that we made it wait.
    [Fact]
    public async Task Queries_to_authoritative_servers_wait_for_their_turn_too()
    {
        var internet = FakeInternet.OneServerEach(Zone.At("."), Zone.At("test."), Zone.At("example.test.", "www A 192.0.2.1"));
        var time = new ManualTime();
        var rate = new QueryRate(1, time);
        using var upstream = new IterativeUpstream(
            internet.Options() with { Timeout = 1.5 * Second }, time, new ResolverStatistics(), internet, rate);
        Task<UpstreamResult> asked = upstream.AskAsync(
            new Question(DomainName.Parse("www.example.test."), RRType.A), new QueryQuota(ResolverOptions.MaxQueriesPerLookup), CancellationToken.None).AsTask();
        int turns = 1;
        while (!asked.IsCompleted)
        {
            Assert.InRange(internet.Attempts.Count, 0, turns);
            await Task.WhenAny(asked, time.AdvanceAsync(Second));
            turns++;
        }

        Assert.InRange(internet.Attempts.Count, 3, turns);
        Assert.IsType<UpstreamResult.Response>(await asked);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Replies.Hang);
            await Task.Yield();
        }
    }
}
