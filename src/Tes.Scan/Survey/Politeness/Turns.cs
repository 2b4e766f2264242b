namespace Tes.Scan.Survey.Politeness;

/// <summary>Lets so many in at once for each key, first come, first served. Holds memory only for keys that are in use or waited for.</summary>
/// <param name="atOnce">How many; null for any number.</param>
internal sealed class Turns<TKey>(int? atOnce)
    where TKey : notnull
{
    private readonly Dictionary<TKey, Entry> _entries = [];

    /// <summary>Keys in use or waited for.</summary>
    public int Keys
    {
        get
        {
            lock (_entries)
                return _entries.Count;
        }
    }

    /// <summary>Waits for a turn.</summary>
    /// <returns>To be disposed of once, which ends the turn.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async ValueTask<IDisposable?> EnterAsync(TKey key, CancellationToken cancellationToken)
    {
        if (atOnce is not { } most)
            return null;
        Entry entry;
        lock (_entries)
        {
            if (!_entries.TryGetValue(key, out entry!))
                _entries[key] = entry = new Entry(most);
            entry.Users++;
        }

        try
        {
            // Who waits asynchronously is let in by order of arrival.
            await entry.Free.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Forget(key, entry);
            throw;
        }

        return new Turn(this, key, entry);
    }

    private void Forget(TKey key, Entry entry)
    {
        lock (_entries)
        {
            if (--entry.Users > 0)
                return;
            _entries.Remove(key);
        }

        entry.Free.Dispose();
    }

    private sealed class Entry(int most)
    {
        public SemaphoreSlim Free { get; } = new(most, most);

        public int Users { get; set; }
    }

    private sealed class Turn(Turns<TKey> turns, TKey key, Entry entry) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) != 0)
                return;
            entry.Free.Release();
            turns.Forget(key, entry);
        }
    }
}
