using System.Collections.Concurrent;
using Tes.Resolver.Caching;
using Xunit;

namespace Tes.Resolver.Tests.Caching;

public sealed class ExpiringCacheTests
{
    private readonly Clock _clock = new();

    [Fact]
    public async Task A_value_is_kept_for_its_lifetime_and_no_longer()
    {
        ExpiringCache<int, string> cache = new(10, _clock);
        Assert.Equal("a", await cache.GetAsync(1, () => Task.FromResult("a"), _ => TimeSpan.FromSeconds(10), CancellationToken.None));
        _clock.Now += TimeSpan.FromSeconds(9.9);
        Assert.Equal("a", await cache.GetAsync(1, () => Task.FromResult("b"), _ => TimeSpan.FromSeconds(10), CancellationToken.None));
        _clock.Now += TimeSpan.FromSeconds(0.1);
        Assert.Null(cache.Find(1));
        Assert.Equal("b", await cache.GetAsync(1, () => Task.FromResult("b"), _ => TimeSpan.FromSeconds(10), CancellationToken.None));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public async Task A_value_without_lifetime_is_not_kept(int seconds)
    {
        ExpiringCache<int, string> cache = new(10, _clock);
        await cache.GetAsync(1, () => Task.FromResult("a"), _ => TimeSpan.FromSeconds(seconds), CancellationToken.None);
        Assert.Null(cache.Find(1));
    }

    [Fact]
    public async Task Work_in_flight_is_done_once_and_outlives_who_gives_up()
    {
        ExpiringCache<int, string> cache = new(10, _clock);
        var work = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        int started = 0;
        using var impatience = new CancellationTokenSource();
        Task<string> Get(CancellationToken token) => cache.GetAsync(
            1,
            () =>
            {
                Interlocked.Increment(ref started);
                return work.Task;
            },
            _ => TimeSpan.FromSeconds(10),
            token).AsTask();
        // The one that starts the work is the one that gives up.
        Task<string> impatient = Get(impatience.Token);
        Task<string>[] patient = [.. Enumerable.Range(0, 20).Select(_ => Get(CancellationToken.None))];
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        work.SetResult("done");
        Assert.All(await Task.WhenAll(patient), value => Assert.Equal("done", value));
        Assert.Equal(1, started);
        Assert.Equal("done", cache.Find(1));
    }

    [Fact]
    public async Task Work_that_throws_is_done_again_next_time()
    {
        ExpiringCache<int, string> cache = new(10, _clock);
        await Assert.ThrowsAsync<InvalidOperationException>(() => cache.GetAsync(1, () => throw new InvalidOperationException(), _ => TimeSpan.FromDays(1), CancellationToken.None).AsTask());
        Assert.Equal("b", await cache.GetAsync(1, () => Task.FromResult("b"), _ => TimeSpan.FromDays(1), CancellationToken.None));
    }

    [Fact]
    public async Task When_full_what_expires_soonest_goes()
    {
        ExpiringCache<int, string> cache = new(10, _clock);
        for (int i = 0; i < 11; i++)
            await cache.GetAsync(i, () => Task.FromResult("a"), _ => TimeSpan.FromSeconds(i == 5 ? 1 : 100 + i), CancellationToken.None);
        Assert.Null(cache.Find(5));
        Assert.Equal(10, Enumerable.Range(0, 11).Count(i => cache.Find(i) is not null));
    }

    [Fact]
    public async Task Many_threads_can_fill_a_full_cache()
    {
        ExpiringCache<int, string> cache = new(100, _clock);
        var wrong = new ConcurrentBag<int>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, 40_000), parallel, async (i, token) =>
        {
            string value = await cache.GetAsync(
                i % 5000,
                async () =>
                {
                    await Task.Yield();
                    return $"{i % 5000}";
                },
                _ => TimeSpan.FromSeconds(1 + (i % 7)),
                token);
            if (value != $"{i % 5000}")
                wrong.Add(i);
        });
        Assert.Empty(wrong);
        Assert.InRange(Enumerable.Range(0, 5000).Count(i => cache.Find(i) is not null), 1, 116);
    }
}
