using System.Numerics;

namespace Tes.Resolver.Caching;

/// <summary>
/// Values by key until their time is up, bounded in octets, with identical work in flight done once. Work in flight runs on
/// when one of those waiting for it gives up. A hit takes no lock. When full, what has expired goes first, then what was not
/// found since long ago.
/// </summary>
/// <param name="capacity">Most octets kept, by the estimates of <paramref name="octets"/>.</param>
/// <param name="time">Clock.</param>
/// <param name="octets">Estimated heap octets of a key and its value.</param>
/// <param name="lifetime">How long a value may be kept; zero or less: not at all.</param>
internal sealed class BoundedCache<TKey, TValue>(long capacity, TimeProvider time, Func<TKey, TValue, int> octets, Func<TValue, TimeSpan> lifetime)
    where TKey : IEquatable<TKey>
    where TValue : class
{
    // Where the lives of many values began together, their refreshes come apart: each has its own share of its life.
    private const double LeastRefreshShare = 0.05;
    private const double MostRefreshShare = 0.10;

    private readonly CacheShard<TKey, TValue>[] _shards = Split(capacity);

    /// <summary>Makes a copy of a value that has so many seconds less to live; null: values do not age.</summary>
    public Func<TValue, int, TValue>? Age { get; init; }

    /// <summary>Called once for a value that is found in the last tenth of its life, and not to take long; null: never.</summary>
    public Action<TKey, TValue>? NearExpiry { get; init; }

    /// <summary>
    /// Who runs what waits for a value: by default threads of the pool; none is whoever made the value, one after another, which is for
    /// values that hardly ever have two who wait.
    /// </summary>
    public TaskCreationOptions Waiters { get; init; } = TaskCreationOptions.RunContinuationsAsynchronously;

    /// <summary>Estimated octets of what is kept, expired values that are still there included.</summary>
    public long Octets => _shards.Sum(shard => shard.Octets);

    /// <summary>Values that are kept, expired ones that are still there included.</summary>
    public int Count => _shards.Sum(shard => shard.Count);

    /// <summary>The value kept for <paramref name="key"/>, aged to the present, or null.</summary>
    public TValue? Find(TKey key)
    {
        int hash = Spread(key);
        CacheShard<TKey, TValue> shard = ShardOf(hash);
        return shard.Find(key, hash) is { } entry && entry.Expires - Now is > 0 and var left ? Use(entry, left, shard) : null;
    }

    /// <summary>The value kept, or the one that <paramref name="produce"/> makes; it is then kept for its lifetime.</summary>
    public ValueTask<TValue> GetAsync(TKey key, Func<Task<TValue>> produce, CancellationToken cancellationToken) =>
        GetAsync(key, produce, Retention.ForLifetime, cancellationToken);

    /// <summary>
    /// The value kept, or the one that <paramref name="produce"/> makes. Whether it is then kept is said by who comes first: those who
    /// wait for the same work get the value anyhow.
    /// </summary>
    public ValueTask<TValue> GetAsync(TKey key, Func<Task<TValue>> produce, Retention retention, CancellationToken cancellationToken)
    {
        int hash = Spread(key);
        CacheShard<TKey, TValue> shard = ShardOf(hash);
        TaskCompletionSource<TValue>? work;
        CacheEntry<TKey, TValue>? late = null;
        bool mine = false;
        lock (shard.Gate)
        {
            // Again: the work may have ended since, and must not be done twice.
            if (shard.Find(key, hash) is { } entry && entry.Expires > Now)
            {
                late = entry;
                work = null;
            }
            else if (!shard.InFlight.TryGetValue(key, out work))
            {
                work = new TaskCompletionSource<TValue>(Waiters);
                shard.InFlight.Add(key, work);
                mine = true;
            }
        }

        if (late is not null)
            return new ValueTask<TValue>(Use(late, Math.Max(1, late.Expires - Now), shard));
        // Outside of the lock: it runs until it first has to wait.
        if (mine)
            _ = ProduceAsync(key, produce, work!, retention, _ => true);
        return new ValueTask<TValue>(work!.Task.WaitAsync(cancellationToken));
    }

    /// <summary>
    /// Makes the value anew without waiting for it. A look for the key joins in once the value kept has expired.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="produce">Makes the value.</param>
    /// <param name="better">Whether the new value may replace one that has not expired.</param>
    /// <returns>Done when the work is, without its result; completed when it is under way already.</returns>
    public Task RefreshAsync(TKey key, Func<Task<TValue>> produce, Func<TValue, bool> better)
    {
        CacheShard<TKey, TValue> shard = ShardOf(Spread(key));
        var work = new TaskCompletionSource<TValue>(Waiters);
        lock (shard.Gate)
        {
            if (!shard.InFlight.TryAdd(key, work))
                return Task.CompletedTask;
        }

        return ProduceAsync(key, produce, work, Retention.ForLifetime, better);
    }

    /// <summary>Keeps a value for its lifetime in place of one that was kept.</summary>
    public void Keep(TKey key, TValue value)
    {
        CacheShard<TKey, TValue> shard = ShardOf(Spread(key));
        lock (shard.Gate)
            Keep(shard, key, value, _ => true);
    }

    /// <summary>Forgets a value.</summary>
    public void Remove(TKey key)
    {
        int hash = Spread(key);
        CacheShard<TKey, TValue> shard = ShardOf(hash);
        lock (shard.Gate)
        {
            if (shard.Find(key, hash) is { } entry)
                shard.Remove(entry);
        }
    }

    private long Now => time.GetUtcNow().UtcTicks;

    private async Task ProduceAsync(TKey key, Func<Task<TValue>> produce, TaskCompletionSource<TValue> work, Retention retention, Func<TValue, bool> replaces)
    {
        CacheShard<TKey, TValue> shard = ShardOf(Spread(key));
        try
        {
            TValue value = await produce().ConfigureAwait(false);
            lock (shard.Gate)
            {
                // At once, so that nobody sees neither.
                if (retention == Retention.ForLifetime)
                    Keep(shard, key, value, replaces);
                shard.InFlight.Remove(key);
            }

            work.SetResult(value);
        }
        catch (OperationCanceledException cancelled)
        {
            lock (shard.Gate)
                shard.InFlight.Remove(key);
            work.SetCanceled(cancelled.CancellationToken);
        }
#pragma warning disable CA1031 // Passed on to everybody who waits for it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            lock (shard.Gate)
                shard.InFlight.Remove(key);
            work.SetException(exception);
            // All of them may have given up.
            _ = work.Task.Exception;
        }
    }

    private void Keep(CacheShard<TKey, TValue> shard, TKey key, TValue value, Func<TValue, bool> replaces)
    {
        long keepFor = lifetime(value).Ticks;
        long now = Now;
        int hash = Spread(key);
        if (keepFor <= 0 || (shard.Find(key, hash) is { } known && known.Expires > now && !replaces(value)))
            return;
        int seconds = WholeSeconds(keepFor);
        shard.Add(
            new CacheEntry<TKey, TValue>(key, hash, value, now + keepFor, octets(key, value) + CacheEntry<TKey, TValue>.Overhead)
            {
                SecondsShown = seconds,
                RefreshBelow = NearExpiry is null ? 0 : RefreshBelow(seconds),
            },
            now);
    }

    private TValue Use(CacheEntry<TKey, TValue> entry, long left, CacheShard<TKey, TValue> shard)
    {
        // Only when it changes: the flag of a popular value is read by all processors.
        if (!entry.Visited)
            entry.Visited = true;
        int seconds = WholeSeconds(left);
        if (seconds <= entry.RefreshBelow && Interlocked.Exchange(ref entry.RefreshBelow, 0) > 0)
            NearExpiry!(entry.Key, entry.Value);
        return Age is null || entry.SecondsShown <= seconds ? entry.Value : Older(entry, seconds, shard);
    }

    // Once a second for a value that is in use; in between a hit makes nothing.
    private TValue Older(CacheEntry<TKey, TValue> entry, int seconds, CacheShard<TKey, TValue> shard)
    {
        lock (shard.Gate)
        {
            if (entry.SecondsShown > seconds)
            {
                entry.Value = Age!(entry.Value, entry.SecondsShown - seconds);
                // After the value: who reads the new number has the new value.
                entry.SecondsShown = seconds;
            }

            return entry.Value;
        }
    }

    private CacheShard<TKey, TValue> ShardOf(int hash) => _shards[(int)((uint)hash >> 16) & (_shards.Length - 1)];

    // Rounded up: what lives for 300 seconds shows 300 at first and 1 at last, never 0.
    private static int WholeSeconds(long ticks) => (int)Math.Min(int.MaxValue, (ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);

    private static int RefreshBelow(int seconds) =>
        (int)(seconds * (LeastRefreshShare + (Random.Shared.NextDouble() * (MostRefreshShare - LeastRefreshShare))));

    // Fibonacci hashing: shards and buckets take different bits.
    private static int Spread(TKey key)
    {
        uint hash = (uint)key.GetHashCode() * 2654435769;
        return (int)(hash ^ (hash >> 15));
    }

    private static CacheShard<TKey, TValue>[] Split(long capacity)
    {
        // A shard has room for many of the largest values, and there are more shards than writers at once.
        long shards = Math.Clamp(capacity / CacheShares.LeastShard, 1, 4L * Environment.ProcessorCount);
        int count = (int)BitOperations.RoundUpToPowerOf2((ulong)shards);
        if (count > shards)
            count /= 2;
        return [.. Enumerable.Range(0, count).Select(_ => new CacheShard<TKey, TValue>(capacity / count))];
    }
}
