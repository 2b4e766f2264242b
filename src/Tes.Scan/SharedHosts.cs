using System.Collections.Concurrent;
using Tes.Dns;

namespace Tes.Scan;

/// <summary>
/// What was seen of mail hosts, for all the domains that they serve: looked up and met once, not once for each domain. Look-ups
/// and sessions of one host are kept and forgotten together, so that a new certificate is never held against old TLSA records.
/// Safe for any number of tests at once.
/// </summary>
/// <param name="capacity">Most hosts that are kept. Those that were asked for again since they came stay, where there are others to go.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedHosts(int capacity, TimeProvider time)
{
    /// <summary>How long a host is believed to be as it was. Own choice: the time to live that most records of mail hosts have.</summary>
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
            long now = time.GetTimestamp();
            Entry entry = _hosts.GetOrAdd(host, name => new Entry(name, now, observe));
            if (time.GetElapsedTime(entry.Began, now) > Lifetime)
            {
                _hosts.TryRemove(KeyValuePair.Create(host, entry));
                continue;
            }

            if (!entry.TryBegin())
                entry.IsInUse = true;
            else
                Keep(entry);
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

    private sealed class Entry(DomainName host, long began, Func<Task<HostObservation>> observe)
    {
        private int _isBegun;

        public DomainName Host { get; } = host;

        public long Began { get; } = began;

        public Lazy<Task<HostObservation>> Observation { get; } = new(observe);

        public bool IsInUse { get; set; }

        /// <summary>Whether the caller is the first.</summary>
        public bool TryBegin() => Interlocked.Exchange(ref _isBegun, 1) == 0;
    }
}
