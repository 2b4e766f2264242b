using System.Collections.Concurrent;
using System.Globalization;
using Tes.Resolver.Caching;
using Xunit;

namespace Tes.Resolver.Tests.Caching;

public sealed class BoundedCacheTests
{
    // Room in one part for as many values of this size; small enough that there is one part.
    private const int Octets = 1000;
    private const int Room = 100;

    private readonly Clock _clock = new();

    [Fact]
    public async Task A_value_is_kept_for_its_lifetime_and_no_longer()
    {
        BoundedCache<int, string> cache = NewCache(_ => 10);
        Assert.Equal("a", await Get(cache, 1, "a"));
        _clock.Now += TimeSpan.FromSeconds(9.9);
        Assert.Equal("a", await Get(cache, 1, "b"));
        _clock.Now += TimeSpan.FromSeconds(0.1);
        Assert.Null(cache.Find(1));
        Assert.Equal("b", await Get(cache, 1, "b"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public async Task A_value_without_lifetime_is_not_kept(int seconds)
    {
        BoundedCache<int, string> cache = NewCache(_ => seconds);
        await Get(cache, 1, "a");
        Assert.Null(cache.Find(1));
    }

    [Fact]
    public async Task Work_in_flight_is_done_once_and_outlives_who_gives_up()
    {
        BoundedCache<int, string> cache = NewCache(_ => 10);
        var work = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        int started = 0;
        using var impatience = new CancellationTokenSource();
        Task<string> Start(CancellationToken token) => cache.GetAsync(
            1,
            () =>
            {
                Interlocked.Increment(ref started);
                return work.Task;
            },
            token).AsTask();
        // The one that starts the work is the one that gives up.
        Task<string> impatient = Start(impatience.Token);
        Task<string>[] patient = [.. Enumerable.Range(0, 20).Select(_ => Start(CancellationToken.None))];
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
        BoundedCache<int, string> cache = NewCache(_ => 10);
        await Assert.ThrowsAsync<InvalidOperationException>(() => cache.GetAsync(1, () => throw new InvalidOperationException(), CancellationToken.None).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cache.GetAsync(1, () => throw new OperationCanceledException(), CancellationToken.None).AsTask());
        Assert.Equal("b", await Get(cache, 1, "b"));
    }

    // Between the end of the work and a waiter's second look there was a gap in which the work began again.
    [Fact]
    public async Task Work_is_never_done_twice_while_its_value_is_kept()
    {
        BoundedCache<int, string> cache = NewCache(_ => 1000);
        int done = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, 20_000), parallel, async (i, token) =>
            await cache.GetAsync(
                i / 400,
                async () =>
                {
                    await Task.Yield();
                    Interlocked.Increment(ref done);
                    return "a";
                },
                token));
        Assert.Equal(50, done);
    }

    [Fact]
    public void When_full_what_has_expired_goes_first()
    {
        BoundedCache<int, string> cache = NewCache(value => value == "short" ? 1 : 100);
        for (int i = 0; i < Room; i++)
            cache.Keep(i, i % 2 == 0 ? "short" : "long");
        _clock.Now += TimeSpan.FromSeconds(2);
        for (int i = 0; i < Room / 2; i++)
            cache.Keep(Room + i, "long");
        Assert.All(Enumerable.Range(0, Room / 2), i => Assert.NotNull(cache.Find((2 * i) + 1)));
        Assert.All(Enumerable.Range(0, Room / 2), i => Assert.NotNull(cache.Find(Room + i)));
    }

    [Fact]
    public void What_is_found_again_and_again_outlives_a_flood_of_what_is_not()
    {
        BoundedCache<int, string> cache = NewCache(_ => 1000);
        for (int i = 0; i < 10; i++)
            cache.Keep(i, "popular");
        for (int i = 0; i < 50 * Room; i++)
        {
            cache.Keep(1000 + i, "once");
            if (i % (Room / 4) == 0)
                Assert.All(Enumerable.Range(0, 10), popular => Assert.NotNull(cache.Find(popular)));
        }
    }

    [Fact]
    public void It_never_holds_more_than_its_octets_and_makes_use_of_them()
    {
        BoundedCache<int, string> cache = NewCache(_ => 1000);
        for (int i = 0; i < 20 * Room; i++)
        {
            cache.Keep(i, "a");
            Assert.InRange(cache.Octets, 1, Octets * Room);
        }

        Assert.Equal(Room, cache.Count);
        Assert.Equal("a", cache.Find((20 * Room) - 1));
    }

    [Fact]
    public void What_is_larger_than_the_cache_pushes_nothing_out()
    {
        var cache = new BoundedCache<int, string>(Octets * Room, _clock, (_, value) => value == "huge" ? Octets * Room : 1, _ => TimeSpan.FromSeconds(10));
        cache.Keep(1, "a");
        cache.Keep(2, "huge");
        Assert.Equal(("a", null), (cache.Find(1), cache.Find(2)));
        // Nor does what was there under its key stay, as it is known to be outdated.
        cache.Keep(1, "huge");
        Assert.Null(cache.Find(1));
    }

    [Fact]
    public void A_value_ages_by_whole_seconds_and_a_hit_within_one_makes_nothing()
    {
        int copies = 0;
        var cache = new BoundedCache<int, string>(Octets * Room, _clock, (_, _) => 1, _ => TimeSpan.FromSeconds(300))
        {
            Age = (value, seconds) =>
            {
                copies++;
                return $"{int.Parse(value, CultureInfo.InvariantCulture) - seconds}";
            },
        };
        cache.Keep(1, "300");
        string[] shown = new string[6];
        for (int i = 0; i < shown.Length; i++)
        {
            shown[i] = cache.Find(1)!;
            _clock.Now += TimeSpan.FromSeconds(0.5);
        }

        _clock.Now += TimeSpan.FromSeconds(296.5);
        Assert.Equal(["300", "300", "299", "299", "298", "298"], shown);
        Assert.Equal(("1", 3), (cache.Find(1), copies));
        _clock.Now += TimeSpan.FromSeconds(0.5);
        Assert.Null(cache.Find(1));
    }

    [Fact]
    public void A_value_asks_for_its_refresh_once_in_the_last_tenth_of_its_life()
    {
        var asked = new List<double>();
        for (int i = 0; i < 50; i++)
        {
            DateTimeOffset start = _clock.Now;
            var cache = new BoundedCache<int, string>(Octets * Room, _clock, (_, _) => 1, _ => TimeSpan.FromSeconds(1000))
            {
                NearExpiry = (_, _) => asked.Add((_clock.Now - start).TotalSeconds),
            };
            cache.Keep(1, "a");
            for (int second = 0; second < 1000; second++, _clock.Now += TimeSpan.FromSeconds(1))
                cache.Find(1);
            Assert.Equal(i + 1, asked.Count);
        }

        Assert.All(asked, second => Assert.InRange(second, 900, 951));
        Assert.True(asked.Distinct().Count() > 10);
    }

    [Fact]
    public async Task A_refresh_that_is_no_better_leaves_what_is_there_and_one_that_is_replaces_it()
    {
        BoundedCache<int, string> cache = NewCache(_ => 10);
        cache.Keep(1, "old");
        await cache.RefreshAsync(1, () => Task.FromResult("worse"), value => value != "worse");
        Assert.Equal("old", cache.Find(1));
        await cache.RefreshAsync(1, () => throw new InvalidOperationException(), _ => true);
        Assert.Equal("old", cache.Find(1));
        await cache.RefreshAsync(1, () => Task.FromResult("new"), value => value != "worse");
        Assert.Equal("new", cache.Find(1));
        _clock.Now += TimeSpan.FromSeconds(11);
        await cache.RefreshAsync(1, () => Task.FromResult("worse"), value => value != "worse");
        Assert.Equal("worse", cache.Find(1));
    }

    [Fact]
    public async Task A_look_after_expiry_joins_the_refresh_that_is_under_way()
    {
        BoundedCache<int, string> cache = NewCache(_ => 10);
        cache.Keep(1, "old");
        var work = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task refresh = cache.RefreshAsync(1, () => work.Task, _ => true);
        Task again = cache.RefreshAsync(1, () => throw new InvalidOperationException("must not be started"), _ => true);
        Assert.Equal((true, "old"), (again.IsCompletedSuccessfully, cache.Find(1)));
        _clock.Now += TimeSpan.FromSeconds(11);
        Task<string> look = Get(cache, 1, "another");
        work.SetResult("new");
        await refresh;
        Assert.Equal("new", await look);
    }

    [Fact]
    public async Task Many_threads_can_fill_a_full_cache()
    {
        BoundedCache<int, string> cache = NewCache(value => 1 + (int.Parse(value, CultureInfo.InvariantCulture) % 7));
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
                token);
            if (value != $"{i % 5000}" || (cache.Find(i % 77) is { } other && other != $"{i % 77}"))
                wrong.Add(i);
        });
        Assert.Empty(wrong);
        Assert.InRange(Enumerable.Range(0, 5000).Count(i => cache.Find(i) is not null), Room / 2, Room);
    }

    // The same as a dictionary does, when nothing has to go.
    [Fact]
    public void It_finds_what_a_dictionary_finds()
    {
        var random = new Random(7);
        BoundedCache<int, string> cache = new(long.MaxValue / 2, _clock, (_, _) => 1, value => TimeSpan.FromSeconds(1 + (value.Length * 10)));
        var model = new Dictionary<int, (string Value, DateTimeOffset Expires)>();
        for (int i = 0; i < 50_000; i++)
        {
            int key = random.Next(3000);
            if (random.Next(3) == 0)
            {
                string value = new('a', random.Next(5));
                cache.Keep(key, value);
                model[key] = (value, _clock.Now.AddSeconds(1 + (value.Length * 10)));
            }

            Assert.Equal(model.TryGetValue(key, out var known) && known.Expires > _clock.Now ? known.Value : null, cache.Find(key));
            _clock.Now += TimeSpan.FromMilliseconds(random.Next(20));
        }
    }

    private BoundedCache<int, string> NewCache(Func<string, int> seconds) => new(
        Octets * Room, _clock, (_, _) => Octets - CacheEntry<int, string>.Overhead, value => TimeSpan.FromSeconds(seconds(value)));

    private static Task<string> Get(BoundedCache<int, string> cache, int key, string value) =>
        cache.GetAsync(key, () => Task.FromResult(value), CancellationToken.None).AsTask();
}
