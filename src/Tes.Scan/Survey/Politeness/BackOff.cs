namespace Tes.Scan.Survey.Politeness;

/// <summary>
/// How long servers are spared that put us off, by key. Waits double with each time, up to a limit, each shortened by up to a
/// quarter at random; a success halves what would come next. A key is forgotten when its wait has been over for as long again as
/// the longest, or when nothing is left of it.
/// </summary>
/// <param name="limits">How waits grow; null for none.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Numbers from 0 to below 1.</param>
internal sealed class BackOff<TKey>(BackOffLimits? limits, TimeProvider time, Func<double> random)
    where TKey : notnull
{
    /// <summary>Most keys. Own limit: at some 150 octets a key 15 MB; those beyond it are not spared.</summary>
    public const int MaxKeys = 100_000;

    // Doubling so often passes any limit.
    private const int MaxLevel = 30;

    private const double Jitter = 0.25;

    private readonly Dictionary<TKey, Entry> _entries = [];
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _swept;

    /// <summary>Keys that are remembered.</summary>
    public int Keys
    {
        get
        {
            lock (_entries)
                return _entries.Count;
        }
    }

    /// <summary>How long a key is still to be spared.</summary>
    public TimeSpan WaitFor(TKey key)
    {
        lock (_entries)
            return _entries.TryGetValue(key, out Entry? entry) && entry.Until > Now ? entry.Until - Now : TimeSpan.Zero;
    }

    /// <summary>The key put us off.</summary>
    public void PutOff(TKey key)
    {
        if (limits is null)
            return;
        lock (_entries)
        {
            Sweep();
            if (!_entries.TryGetValue(key, out Entry? entry))
            {
                if (_entries.Count >= MaxKeys)
                    return;
                _entries[key] = entry = new Entry();
            }

            // What several sessions heard at the same time is said once.
            if (entry.Until > Now)
                return;
            TimeSpan wait = limits.First * Math.Pow(2, entry.Level);
            if (wait > limits.Longest)
                wait = limits.Longest;
            else
                entry.Level = Math.Min(entry.Level + 1, MaxLevel);
            entry.Until = Now + (wait * (1 - (Jitter * random())));
        }
    }

    /// <summary>A session with the key went well.</summary>
    public void Welcomed(TKey key)
    {
        lock (_entries)
        {
            // During a wait it is one that began before, and tells nothing of now.
            if (!_entries.TryGetValue(key, out Entry? entry) || entry.Until > Now)
                return;
            entry.Level /= 2;
            if (entry.Level == 0)
                _entries.Remove(key);
        }
    }

    private TimeSpan Now => time.GetElapsedTime(_start);

    private void Sweep()
    {
        if (Now - _swept < limits!.Longest)
            return;
        _swept = Now;
        foreach ((TKey key, Entry entry) in _entries)
        {
            // Removing while enumerating is allowed since .NET Core 3.
            if (Now - entry.Until > limits.Longest)
                _entries.Remove(key);
        }
    }

    private sealed class Entry
    {
        public int Level { get; set; }

        public TimeSpan Until { get; set; }
    }
}
