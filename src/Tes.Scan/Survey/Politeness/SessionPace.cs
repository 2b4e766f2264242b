namespace Tes.Scan.Survey.Politeness;

/// <summary>
/// Begins no more than so many sessions a second, evenly: a token bucket that holds one token. The gaps vary at random around
/// their mean, so that a survey does not beat in time with anything. First come, first served.
/// </summary>
internal sealed class SessionPace
{
    // Own choice: gaps from half to one and a half of the mean.
    private const double Jitter = 0.5;

    private readonly TimeSpan _gap;
    private readonly TimeProvider _time;
    private readonly Func<double> _random;
    private readonly long _start;
    private readonly Lock _lock = new();
    private TimeSpan _next;

    /// <param name="perSecond">Sessions a second.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">Numbers from 0 to below 1.</param>
    public SessionPace(double perSecond, TimeProvider time, Func<double> random)
    {
        _gap = TimeSpan.FromSeconds(1 / perSecond);
        _time = time;
        _random = random;
        _start = time.GetTimestamp();
    }

    /// <summary>Waits for a turn. One that is cancelled is lost, so that those behind it need not be moved.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_lock)
        {
            TimeSpan now = _time.GetElapsedTime(_start);
            TimeSpan due = _next > now ? _next : now;
            _next = due + (_gap * (1 - Jitter + (2 * Jitter * _random())));
            wait = due - now;
        }

        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
    }
}
