namespace Tes.Resolver.Caching;

/// <summary>
/// The entries of a shard in the order in which they came, and a hand that goes from the oldest to the newest: it passes by
/// what was found since it last came along, and what was not is evicted (the SIEVE algorithm). So names that are asked once
/// leave before names that are asked again and again, and a hit only sets a flag.
/// </summary>
internal sealed class EvictionQueue<TKey, TValue>
    where TKey : IEquatable<TKey>
    where TValue : class
{
    /// <summary>Most entries that the hand passes by for one eviction. Own limit: keeps it short when all were in use.</summary>
    private const int MaxPassedBy = 256;

    private CacheEntry<TKey, TValue>? _newest;
    private CacheEntry<TKey, TValue>? _oldest;
    private CacheEntry<TKey, TValue>? _hand;

    public void Add(CacheEntry<TKey, TValue> entry)
    {
        entry.Older = _newest;
        if (_newest is not null)
            _newest.Newer = entry;
        _newest = entry;
        _oldest ??= entry;
    }

    /// <summary>Whose turn it is to go; null when empty.</summary>
    public CacheEntry<TKey, TValue>? NextVictim()
    {
        CacheEntry<TKey, TValue>? candidate = _hand ?? _oldest;
        for (int passed = 0; candidate is { Visited: true } && passed < MaxPassedBy; passed++)
        {
            candidate.Visited = false;
            candidate = candidate.Newer ?? _oldest;
        }

        _hand = candidate;
        return candidate;
    }

    public void Remove(CacheEntry<TKey, TValue> entry)
    {
        if (_hand == entry)
            _hand = entry.Newer;
        if (entry.Newer is null)
            _newest = entry.Older;
        else
            entry.Newer.Older = entry.Older;
        if (entry.Older is null)
            _oldest = entry.Newer;
        else
            entry.Older.Newer = entry.Newer;
        entry.Newer = null;
        entry.Older = null;
    }
}
