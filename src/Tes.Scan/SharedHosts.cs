using System.Collections.Concurrent;
using Tes.Dns;

namespace Tes.Scan;

/// <summary>
/// What was seen of mail hosts, for all the domains that they serve: looked up and met once, not once for each domain. Look-ups
/// and sessions of one host are kept and forgotten together, so that what belongs together stays so. Safe for any number of tests
/// at once.
/// </summary>
/// <param name="capacity">Most hosts that are kept. Those that were asked for again since they came stay, where there are others to go.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedHosts(int capacity, TimeProvider time)
{
    /// <summary>How long a host is believed to be as it was, from when all was seen of it. Own choice: the time to live that most records of mail hosts have.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<DomainName, Entry> _hosts = new();
    private readonly ConcurrentQueue<Entry> _order = new();

    /// <summary>The observation of a host.</summary>
    /// <param name="host">Its name.</param>
    /// <param name="observe">Makes the observation.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>One that is kept, under way, or new. One with a look-up that went wrong is for those who waited for it alone.</returns>
    public async Task<HostObservation> GetAsync(DomainName host, Func<Task<HostObservation>> observe, CancellationToken cancellationToken)
    {
        while (true)
        {
            Entry entry = _hosts.GetOrAdd(host, name => new Entry(name, observe, time));
            if (entry.TryBegin())
            {
                Keep(entry);
            }
            else if (entry.IsOlderThan(Lifetime))
            {
                _hosts.TryRemove(KeyValuePair.Create(host, entry));
                continue;
            }
            else
            {
                entry.IsInUse = true;
            }

            try
            {
                HostObservation observation = await entry.Observation.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
                // The resolver may be at fault, for the moment; whoever comes later asks anew.
                if (observation.HasDoubts)
                    _hosts.TryRemove(KeyValuePair.Create(host, entry));
                return observation;
            }
            catch (OperationCanceledException)
            {
                _hosts.TryRemove(KeyValuePair.Create(host, entry));
                // Of another, who began it: then it is for us to begin.
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Forgets all hosts, also those that are under way.</summary>
    public void Forget() => _hosts.Clear();

    /// <summary>Forgets the hosts of which a session told nothing, so that they are met again.</summary>
    public void ForgetInconclusive()
    {
        foreach (KeyValuePair<DomainName, Entry> known in _hosts)
        {
            if (known.Value.Observation is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } observed } && observed.Result.IsInconclusive)
                _hosts.TryRemove(known);
        }
    }

    // The second chance algorithm: the oldest goes, unless it was in use since it was last its turn.
    private void Keep(Entry entry)
    {
        _order.Enqueue(entry);
        while (_order.Count > capacity && _order.TryDequeue(out Entry? oldest))
        {
            if (!oldest.IsInUse || !_hosts.TryGetValue(oldest.Host, out Entry? known) || known != oldest)
            {
                _hosts.TryRemove(KeyValuePair.Create(oldest.Host, oldest));
                continue;
            }

            oldest.IsInUse = false;
            _order.Enqueue(oldest);
        }
    }

    private sealed class Entry
    {
        private readonly TimeProvider _time;
        private int _isBegun;
        private long _ended;

        public Entry(DomainName host, Func<Task<HostObservation>> observe, TimeProvider time)
        {
            Host = host;
            _time = time;
            Observation = new Lazy<Task<HostObservation>>(() => ObserveAsync(observe));
        }

        public DomainName Host { get; }

        public Lazy<Task<HostObservation>> Observation { get; }

        public bool IsInUse { get; set; }

        /// <summary>Whether the caller is the first.</summary>
        public bool TryBegin() => Interlocked.Exchange(ref _isBegun, 1) == 0;

        /// <summary>Whether all was seen before so long a time; what is under way is not old, as sessions may wait for their turn.</summary>
        public bool IsOlderThan(TimeSpan age) => Observation is { IsValueCreated: true, Value.IsCompleted: true } && _time.GetElapsedTime(_ended) > age;

        private async Task<HostObservation> ObserveAsync(Func<Task<HostObservation>> observe)
        {
            HostObservation observation = await observe().ConfigureAwait(false);
            _ended = _time.GetTimestamp();
            return observation;
        }
    }
}
