namespace Tes.Resolver.Caching;

/// <summary>
/// One value in a <see cref="CacheShard{TKey,TValue}"/>, with its places in the hash table, the eviction queue and the heap of
/// expiry: one object for all of them. Readers hold no lock, so what they read is written in one piece.
/// </summary>
/// <param name="key">The key.</param>
/// <param name="hash">Its hash, spread over all bits.</param>
/// <param name="value">The value.</param>
/// <param name="expires">Until when it may be handed out, UTC ticks.</param>
/// <param name="octets">Estimated heap octets, this object included.</param>
internal sealed class CacheEntry<TKey, TValue>(TKey key, int hash, TValue value, long expires, int octets)
    where TKey : IEquatable<TKey>
    where TValue : class
{
    /// <summary>
    /// Octets of this object with a key of one or two words, its slots in the hash table (at most half full to full) and in the
    /// heap (likewise): measured by <c>CacheMemoryTests</c>.
    /// </summary>
    public const int Overhead = 144;

    /// <summary>The next entry in the same bucket of the hash table.</summary>
    public volatile CacheEntry<TKey, TValue>? NextInBucket;

    /// <summary>The value; exchanged for an older copy of itself as its TTL counts down.</summary>
    public volatile TValue Value = value;

    /// <summary>Whole seconds that <see cref="Value"/> has left as it stands.</summary>
    public volatile int SecondsShown;

    /// <summary>A hit with fewer seconds left than this asks for a refresh; 0 once that was done, or where it is not wanted.</summary>
    public int RefreshBelow;

    /// <summary>Whether it was found since the eviction hand last passed.</summary>
    public volatile bool Visited;

    public TKey Key { get; } = key;

    public int Hash { get; } = hash;

    public long Expires { get; } = expires;

    public int Octets { get; } = octets;

    /// <summary>Neighbours in the eviction queue.</summary>
    public CacheEntry<TKey, TValue>? Newer { get; set; }

    public CacheEntry<TKey, TValue>? Older { get; set; }

    /// <summary>Index in the heap of expiry.</summary>
    public int HeapIndex { get; set; }

    public bool Matches(TKey other, int otherHash) => Hash == otherHash && Key.Equals(other);
}
