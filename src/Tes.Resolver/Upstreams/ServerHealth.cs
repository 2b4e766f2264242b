namespace Tes.Resolver.Upstreams;

/// <summary>
/// What is known of one upstream's speed and soundness: a smoothed response time with its deviation (RFC 6298, as resolvers
/// have used it since RFC 1035 §7.2 asked for something of the kind), and when it is tried again after it failed.
/// </summary>
internal sealed class ServerHealth(TimeProvider time)
{
    /// <summary>Wait for a server that has never answered; Unbound takes 376 ms.</summary>
    public static readonly TimeSpan InitialWait = TimeSpan.FromMilliseconds(400);

    /// <summary>Least wait. Own choice: a resolver that answers in a millisecond what it knows needs longer for what it must find out.</summary>
    public static readonly TimeSpan MinWait = TimeSpan.FromMilliseconds(300);

    /// <summary>Longest wait. Own choice: below the usual time for a question, so that a second attempt fits in.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(3);

    /// <summary>Hold-down after a failure; doubles up to <see cref="MaxHoldDown"/>.</summary>
    public static readonly TimeSpan MinHoldDown = TimeSpan.FromSeconds(1);

    /// <summary>Longest hold-down: a server that came back is found within a minute.</summary>
    public static readonly TimeSpan MaxHoldDown = TimeSpan.FromMinutes(1);

    /// <summary>How long a latency is believed before it is measured again in passing.</summary>
    public static readonly TimeSpan MeasureAgain = TimeSpan.FromMinutes(1);

    /// <summary>Silences in a row, with nothing heard in between, that make a server unsound: one is a lost datagram, or a slow name.</summary>
    public const int MaxSilences = 3;

    private readonly Lock _lock = new();
    private TimeSpan? _smoothed;
    private TimeSpan _deviation;
    private TimeSpan _wait = InitialWait;
    private TimeSpan _holdDown = MinHoldDown;
    private long _probeFrom = time.GetTimestamp();
    private TimeSpan _probeAfter = MeasureAgain;
    private long _heldFrom;
    private long _heardAt;
    private int _silences;

    /// <summary>Whether it is asked before those that fail.</summary>
    public bool IsSound { get; private set; } = true;

    /// <summary>Smoothed time to a response; null before the first.</summary>
    public TimeSpan? Latency
    {
        get
        {
            lock (_lock)
                return _smoothed;
        }
    }

    /// <summary>How long a response is waited for before something else is tried (the RTO of RFC 6298).</summary>
    public TimeSpan Wait
    {
        get
        {
            lock (_lock)
                return _wait;
        }
    }

    /// <summary>A response came.</summary>
    /// <param name="took">After how long; null when that says nothing of the server.</param>
    public void Answered(TimeSpan? took)
    {
        lock (_lock)
        {
            IsSound = true;
            _silences = 0;
            _holdDown = MinHoldDown;
            ProbeAfter(MeasureAgain);
            if (took is not { } sample)
                return;
            if (_smoothed is { } smoothed)
            {
                // RFC 6298 §2.3
                _deviation = (_deviation * 0.75) + ((smoothed - sample).Duration() * 0.25);
                _smoothed = (smoothed * 0.875) + (sample * 0.125);
            }
            else
            {
                // RFC 6298 §2.2
                _deviation = sample / 2;
                _smoothed = sample;
            }

            _wait = Clamp(_smoothed.Value + (4 * _deviation));
        }
    }

    /// <summary>Something came from the server's address, if only an answer to what nobody waits for any more.</summary>
    public void Hear(long at) => Volatile.Write(ref _heardAt, at);

    /// <summary>No response came in time to what was sent then. It counts only where nothing else came since either.</summary>
    /// <returns>Whether the server is unsound by that.</returns>
    public bool WasSilent(long sentAt)
    {
        lock (_lock)
        {
            // RFC 6298 §5.5
            _wait = Clamp(_wait * 2);
            if (Volatile.Read(ref _heardAt) > sentAt)
                return false;
            if (++_silences < MaxSilences)
                return false;
            HoldDown();
            return true;
        }
    }

    /// <summary>It cannot be reached, or refuses to work for us.</summary>
    public void Failed()
    {
        lock (_lock)
            HoldDown();
    }

    /// <summary>Whether it is time to ask it again beside another server; true for one caller.</summary>
    public bool TryClaimProbe()
    {
        lock (_lock)
        {
            if (time.GetElapsedTime(_probeFrom) < _probeAfter)
                return false;
            ProbeAfter(IsSound ? MeasureAgain : MaxHoldDown);
            return true;
        }
    }

    private static TimeSpan Clamp(TimeSpan wait) => wait < MinWait ? MinWait : wait > MaxWait ? MaxWait : wait;

    private void HoldDown()
    {
        if (!IsSound)
        {
            // Many queries that were under way together fail as one.
            if (time.GetElapsedTime(_heldFrom) < _holdDown)
                return;
            _holdDown = _holdDown * 2 < MaxHoldDown ? _holdDown * 2 : MaxHoldDown;
        }

        IsSound = false;
        _heldFrom = time.GetTimestamp();
        ProbeAfter(_holdDown);
    }

    private void ProbeAfter(TimeSpan wait)
    {
        _probeFrom = time.GetTimestamp();
        _probeAfter = wait;
    }
}
