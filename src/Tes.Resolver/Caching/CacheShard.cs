namespace Tes.Resolver.Caching;

/// <summary>
/// A part of a cache: a hash table that is read without a lock and written under one, bounded in octets. A reader that comes
/// while the table is being changed may miss what is there, never find what is not; who missed looks again under the lock.
/// </summary>
/// <param name="capacity">Most octets kept.</param>
/// <param name="removed">Told of every value that leaves, under the lock; null: nobody.</param>
internal sealed class CacheShard<TKey, TValue>(long capacity, Action<TValue>? removed = null)
    where TKey : IEquatable<TKey>
    where TValue : class
{
    /// <summary>Most expired entries removed when one is added: more than come in, so they are gone soon, and no addition takes long.</summary>
    private const int MaxExpiredRemoved = 4;

    private readonly EvictionQueue<TKey, TValue> _queue = new();
    private readonly ExpiryHeap<TKey, TValue> _byExpiry = new();
    private CacheEntry<TKey, TValue>?[] _buckets = new CacheEntry<TKey, TValue>?[16];

    /// <summary>Held by whoever writes.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Work under way by key; used under <see cref="Gate"/>.</summary>
    public Dictionary<TKey, TaskCompletionSource<TValue>> InFlight { get; } = [];

    /// <summary>Estimated octets of what is kept.</summary>
    public long Octets { get; private set; }

    public int Count => _byExpiry.Count;

    /// <summary>The entry for a key, expired or not. Needs no lock.</summary>
    public CacheEntry<TKey, TValue>? Find(TKey key, int hash)
    {
        CacheEntry<TKey, TValue>?[] buckets = Volatile.Read(ref _buckets);
        CacheEntry<TKey, TValue>? entry = Volatile.Read(ref buckets[hash & (buckets.Length - 1)]);
        while (entry is not null && !entry.Matches(key, hash))
            entry = entry.NextInBucket;
        return entry;
    }

    /// <summary>Adds an entry in place of one with the same key, and makes room for it. Under <see cref="Gate"/>.</summary>
    public void Add(CacheEntry<TKey, TValue> entry, long now)
    {
        if (Find(entry.Key, entry.Hash) is { } known)
            Remove(known);
        for (int i = 0; i < MaxExpiredRemoved && _byExpiry.First is { } expired && expired.Expires <= now; i++)
            Remove(expired);
        // Alone it would be more than the shard may hold: everything else would go for it.
        if (entry.Octets > capacity)
            return;
        while (Octets + entry.Octets > capacity)
            Remove(_byExpiry.First is { } expired && expired.Expires <= now ? expired : _queue.NextVictim()!);
        if (Count >= _buckets.Length)
            Grow();
        ref CacheEntry<TKey, TValue>? bucket = ref _buckets[entry.Hash & (_buckets.Length - 1)];
        entry.NextInBucket = bucket;
        Volatile.Write(ref bucket, entry);
        _queue.Add(entry);
        _byExpiry.Add(entry);
        Octets += entry.Octets;
    }

    /// <summary>Takes an entry out that is in. Under <see cref="Gate"/>.</summary>
    public void Remove(CacheEntry<TKey, TValue> entry)
    {
        ref CacheEntry<TKey, TValue>? bucket = ref _buckets[entry.Hash & (_buckets.Length - 1)];
        if (bucket == entry)
        {
            Volatile.Write(ref bucket, entry.NextInBucket);
        }
        else
        {
            CacheEntry<TKey, TValue> before = bucket!;
            while (before.NextInBucket != entry)
                before = before.NextInBucket!;
            before.NextInBucket = entry.NextInBucket;
        }

        _queue.Remove(entry);
        _byExpiry.Remove(entry);
        Octets -= entry.Octets;
        removed?.Invoke(entry.Value);
    }

    // Readers go on along the chains while these are re-tied: every chain stays finite at each step, as an entry only ever
    // points at one that was moved before it.
    private void Grow()
    {
        var buckets = new CacheEntry<TKey, TValue>?[_buckets.Length * 2];
        foreach (CacheEntry<TKey, TValue>? first in _buckets)
        {
            for (CacheEntry<TKey, TValue>? entry = first; entry is not null;)
            {
                CacheEntry<TKey, TValue>? next = entry.NextInBucket;
                ref CacheEntry<TKey, TValue>? bucket = ref buckets[entry.Hash & (buckets.Length - 1)];
                entry.NextInBucket = bucket;
                bucket = entry;
                entry = next;
            }
        }

        Volatile.Write(ref _buckets, buckets);
    }
}
