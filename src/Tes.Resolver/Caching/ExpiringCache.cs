using System.Collections.Concurrent;

namespace Tes.Resolver.Caching;

/// <summary>
/// Values by key until their time is up, bounded in number, with identical work in flight done once. Work in flight runs on
/// when one of those waiting for it gives up.
/// </summary>
/// <param name="capacity">Most entries kept; when full, what has expired goes first, then what expires soonest.</param>
/// <param name="time">Clock.</param>
internal sealed class ExpiringCache<TKey, TValue>(int capacity, TimeProvider time)
    where TKey : notnull
    where TValue : class
{
    private readonly ConcurrentDictionary<TKey, (TValue Value, long Expires)> _kept = new();
    private readonly ConcurrentDictionary<TKey, Lazy<Task<TValue>>> _inFlight = new();
    private readonly Lock _eviction = new();

    /// <summary>The value kept for <paramref name="key"/>, or null.</summary>
    public TValue? Find(TKey key) =>
        _kept.TryGetValue(key, out (TValue Value, long Expires) entry) && entry.Expires > Now ? entry.Value : null;

    /// <summary>The value kept, or the one that <paramref name="produce"/> makes; it is kept for <paramref name="lifetime"/> of it.</summary>
    public async ValueTask<TValue> GetAsync(TKey key, Func<Task<TValue>> produce, Func<TValue, TimeSpan> lifetime, CancellationToken cancellationToken)
    {
        if (Find(key) is { } kept)
            return kept;
        Lazy<Task<TValue>> work = _inFlight.GetOrAdd(key, _ => new Lazy<Task<TValue>>(() => ProduceAsync(key, produce, lifetime)));
        return await work.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private long Now => time.GetUtcNow().UtcTicks;

    private async Task<TValue> ProduceAsync(TKey key, Func<Task<TValue>> produce, Func<TValue, TimeSpan> lifetime)
    {
        try
        {
            TValue value = await produce().ConfigureAwait(false);
            TimeSpan keepFor = lifetime(value);
            if (keepFor > TimeSpan.Zero)
                Keep(key, value, Now + keepFor.Ticks);
            return value;
        }
        finally
        {
            _inFlight.TryRemove(key, out _);
        }
    }

    private void Keep(TKey key, TValue value, long expires)
    {
        _kept[key] = (value, expires);
        if (_kept.Count <= capacity)
            return;
        lock (_eviction)
        {
            if (_kept.Count <= capacity)
                return;
            // A tenth at once, so that a full cache does not sort at every addition.
            // A copy first: sorting a dictionary that grows meanwhile throws.
            foreach (KeyValuePair<TKey, (TValue Value, long Expires)> entry in _kept.ToArray().OrderBy(entry => entry.Value.Expires).Take(Math.Max(1, capacity / 10)))
                _kept.TryRemove(entry.Key, out _);
        }
    }
}
