namespace Tes.Resolver.Upstreams;

/// <summary>
/// A cap on the queries that go out in a second, whoever they are for: a token bucket, first come, first served. Several
/// resolvers that are given the same one share the cap. Safe for concurrent use.
/// </summary>
/// <remarks>
/// Waiting for a token counts against no time limit: that of a question begins with its query, and those of a look-up stand
/// still while anything is held back.
/// </remarks>
public sealed class QueryRate
{
    /// <summary>Most queries a second that can be asked for. Own limit: above what one host can validate.</summary>
    public const int MaxPerSecond = 100_000;

    // Own choice: what was not used in this time may go out at once. Shorter than the span over which servers count (BIND's
    // rate limiting: a second), longer than timers are late.
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly long _start;
    private readonly Lock _lock = new();
    // All since the start. Next: when the next query is due at the earliest.
    private TimeSpan _next;
    private int _waiting;
    private TimeSpan _heldSince;
    private TimeSpan _heldBefore;

    /// <summary>Makes one.</summary>
    /// <param name="perSecond">Queries a second, 1 to <see cref="MaxPerSecond"/>.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not such a number.</exception>
    public QueryRate(int perSecond, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThan(perSecond, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(perSecond, MaxPerSecond);
        _time = time;
        _interval = TimeSpan.FromSeconds(1) / perSecond;
        _start = time.GetTimestamp();
        _next = -Burst;
    }

    /// <summary>How long so far at least one query was held back.</summary>
    internal TimeSpan HeldBack
    {
        get
        {
            lock (_lock)
                return _waiting > 0 ? _heldBefore + (Now - _heldSince) : _heldBefore;
        }
    }

    private TimeSpan Now => _time.GetElapsedTime(_start);

    /// <summary>Waits until a query may go out.</summary>
    /// <param name="cancellationToken">Ends the wait. The turn is lost then, so that those behind it need not be moved.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TimeSpan wait;
        lock (_lock)
        {
            wait = Take();
            if (wait <= TimeSpan.Zero)
                return ValueTask.CompletedTask;
            if (_waiting++ == 0)
                _heldSince = Now;
        }

        return DelayAsync(wait, cancellationToken);
    }

    /// <summary>Counts a query that cannot wait, a repetition: others wait for it.</summary>
    internal void Charge()
    {
        lock (_lock)
            Take();
    }

    // Each turn has its time on a fixed grid, so that timers that fire late take nothing from the rate.
    private TimeSpan Take()
    {
        TimeSpan now = Now;
        TimeSpan due = _next > now - Burst ? _next : now - Burst;
        _next = due + _interval;
        return due - now;
    }

    private async ValueTask DelayAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                if (--_waiting == 0)
                    _heldBefore += Now - _heldSince;
            }
        }
    }
}
