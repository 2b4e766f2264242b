using System.Diagnostics.CodeAnalysis;

namespace Tes.Resolver.Iteration;

/// <summary>What was learned of servers and zones, by key until its time is up, bounded in number. Safe for concurrent use.</summary>
/// <param name="capacity">Most entries; when full, what has expired goes first, then what expires soonest.</param>
/// <param name="time">Clock.</param>
internal sealed class ExpiringTable<TKey, TValue>(int capacity, TimeProvider time)
    where TKey : notnull
{
    private readonly Dictionary<TKey, (TValue Value, DateTimeOffset Expires)> _entries = [];
    private readonly Lock _lock = new();

    public bool TryFind(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
        {
            bool found = _entries.TryGetValue(key, out (TValue Value, DateTimeOffset Expires) entry) && entry.Expires > time.GetUtcNow();
            value = found ? entry.Value : default;
            return found;
        }
    }

    public void Keep(TKey key, TValue value, TimeSpan lifetime)
    {
        if (lifetime <= TimeSpan.Zero)
            return;
        lock (_lock)
        {
            _entries[key] = (value, time.GetUtcNow() + lifetime);
            if (_entries.Count > capacity)
                MakeRoom();
        }
    }

    public void Forget(TKey key)
    {
        lock (_lock)
            _entries.Remove(key);
    }

    // A tenth at once, so that a full table does not sort at every addition.
    private void MakeRoom()
    {
        foreach (TKey key in _entries.OrderBy(entry => entry.Value.Expires).Select(entry => entry.Key).Take(Math.Max(1, capacity / 10)).ToArray())
            _entries.Remove(key);
    }
}
