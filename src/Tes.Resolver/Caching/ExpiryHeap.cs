namespace Tes.Resolver.Caching;

/// <summary>The entries of a shard by time of expiry: a binary heap whose items know their index, so that any can be taken out.</summary>
internal sealed class ExpiryHeap<TKey, TValue>
    where TKey : IEquatable<TKey>
    where TValue : class
{
    private CacheEntry<TKey, TValue>[] _items = new CacheEntry<TKey, TValue>[16];

    public int Count { get; private set; }

    /// <summary>What expires first; null when empty.</summary>
    public CacheEntry<TKey, TValue>? First => Count == 0 ? null : _items[0];

    public void Add(CacheEntry<TKey, TValue> entry)
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, Count + (Count / 2));
        Rise(entry, Count++);
    }

    public void Remove(CacheEntry<TKey, TValue> entry)
    {
        int hole = entry.HeapIndex;
        CacheEntry<TKey, TValue> last = _items[--Count];
        _items[Count] = null!;
        if (hole == Count)
            return;
        if (last.Expires < entry.Expires)
            Rise(last, hole);
        else
            Sink(last, hole);
    }

    private void Rise(CacheEntry<TKey, TValue> entry, int index)
    {
        while (index > 0 && _items[(index - 1) / 2].Expires > entry.Expires)
        {
            Put(_items[(index - 1) / 2], index);
            index = (index - 1) / 2;
        }

        Put(entry, index);
    }

    private void Sink(CacheEntry<TKey, TValue> entry, int index)
    {
        while (true)
        {
            int child = (2 * index) + 1;
            if (child + 1 < Count && _items[child + 1].Expires < _items[child].Expires)
                child++;
            if (child >= Count || _items[child].Expires >= entry.Expires)
                break;
            Put(_items[child], index);
            index = child;
        }

        Put(entry, index);
    }

    private void Put(CacheEntry<TKey, TValue> entry, int index)
    {
        _items[index] = entry;
        entry.HeapIndex = index;
    }
}
