namespace Tes.Resolver.Iteration;

/// <summary>How one server address has answered so far. Safe for concurrent use.</summary>
internal sealed class ServerHealth(double firstGuess)
{
    // RFC 6298 §2 for the smoothing; its first wait of one second is for paths with congestion control.
    private const double NewestShare = 1.0 / 8;
    private const double NewestDeviationShare = 1.0 / 4;
    private const int DeviationsToWait = 4;

    // Milliseconds. Own choices near Unbound's (first wait 376, least 50): authoritative servers may be an ocean away, and
    // one that has to look into a database must not be asked twice for it.
    private const double FirstWait = 500;
    private const double LeastWait = 150;
    private const double LongestWait = 4000;
    private const int MostDoublings = 3;

    // As BIND does: a server that is not asked seems a little faster each time, so that it gets another chance.
    private const double Forgetting = 0.98;

    // Milliseconds that each time-out in a row counts for when servers are compared.
    private const double TimeoutPenalty = 500;

    private readonly Lock _lock = new();
    private double? _smoothed;
    private double _deviation;
    private double _guess = firstGuess;
    private int _timeouts;

    /// <summary>Milliseconds that an answer is expected to take; less is better.</summary>
    public double Rank
    {
        get
        {
            lock (_lock)
                return (_smoothed ?? _guess) + (_timeouts * TimeoutPenalty);
        }
    }

    /// <summary>Whether it has ever answered.</summary>
    public bool HasAnswered
    {
        get
        {
            lock (_lock)
                return _smoothed is not null;
        }
    }

    /// <summary>How long to wait for its next answer.</summary>
    public TimeSpan Wait
    {
        get
        {
            lock (_lock)
            {
                double wait = _smoothed is { } smoothed ? Math.Max(smoothed + (DeviationsToWait * _deviation), LeastWait) : FirstWait;
                return TimeSpan.FromMilliseconds(Math.Min(wait * (1 << Math.Min(_timeouts, MostDoublings)), LongestWait));
            }
        }
    }

    public void Answered(TimeSpan after)
    {
        double took = after.TotalMilliseconds;
        lock (_lock)
        {
            _timeouts = 0;
            if (_smoothed is not { } smoothed)
            {
                _smoothed = took;
                _deviation = took / 2;
                return;
            }

            _deviation += NewestDeviationShare * (Math.Abs(took - smoothed) - _deviation);
            _smoothed = smoothed + (NewestShare * (took - smoothed));
        }
    }

    public void KeptSilent()
    {
        lock (_lock)
            _timeouts++;
    }

    public void NotAsked()
    {
        lock (_lock)
        {
            if (_smoothed is { } smoothed)
                _smoothed = smoothed * Forgetting;
            else
                _guess *= Forgetting;
        }
    }
}
