using System.Diagnostics.CodeAnalysis;

namespace Tes.Scan.Survey;

/// <summary>Keeps so many things as its capacity says: for a new one the one goes that was not asked for the longest. Safe for concurrent use.</summary>
/// <param name="capacity">How many; at least one.</param>
internal sealed class RecentlyUsed<TKey, TValue>(int capacity)
    where TKey : notnull
    where TValue : class
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _nodes = [];
    // The one asked for last stands first.
    private readonly LinkedList<(TKey Key, TValue Value)> _order = new();

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_order)
                return _nodes.Count;
        }
    }

    /// <summary>The thing of a key, if it is there.</summary>
    public bool TryGet(TKey key, [NotNullWhen(true)] out TValue? value)
    {
        lock (_order)
        {
            value = Find(key);
            return value is not null;
        }
    }

    /// <summary>The thing of a key, made where it is not there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="make">Makes it; must be quick, as all others wait.</param>
    public TValue GetOrAdd(TKey key, Func<TValue> make)
    {
        lock (_order)
        {
            if (Find(key) is { } known)
                return known;
            TValue value = make();
            _nodes.Add(key, _order.AddFirst((key, value)));
            if (_nodes.Count > capacity)
                Remove(_order.Last!);
            return value;
        }
    }

    /// <summary>Takes a thing out, unless another has its key by now.</summary>
    public void Remove(TKey key, TValue value)
    {
        lock (_order)
        {
            if (_nodes.TryGetValue(key, out LinkedListNode<(TKey Key, TValue Value)>? node) && ReferenceEquals(node.Value.Value, value))
                Remove(node);
        }
    }

    /// <summary>Takes out all things of a kind.</summary>
    public void RemoveWhere(Func<TValue, bool> isOfKind)
    {
        lock (_order)
        {
            foreach (LinkedListNode<(TKey Key, TValue Value)> node in _nodes.Values.Where(node => isOfKind(node.Value.Value)).ToArray())
                Remove(node);
        }
    }

    private TValue? Find(TKey key)
    {
        if (!_nodes.TryGetValue(key, out LinkedListNode<(TKey Key, TValue Value)>? node))
            return null;
        _order.Remove(node);
        _order.AddFirst(node);
        return node.Value.Value;
    }

    private void Remove(LinkedListNode<(TKey Key, TValue Value)> node)
    {
        _order.Remove(node);
        _nodes.Remove(node.Value.Key);
    }
}
