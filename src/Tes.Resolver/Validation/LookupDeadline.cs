using Tes.Resolver.Upstreams;

namespace Tes.Resolver.Validation;

/// <summary>
/// Ends a look-up when its time is up, or when the resolver closes. The clock stands still while the rate of queries holds anything
/// back: what is waited for then is our own turn and no server. That can be another look-up's turn, as look-ups share questions; each question of a
/// look-up is limited by itself all the same, and so is their number.
/// </summary>
internal sealed class LookupDeadline : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly TimeSpan _limit;
    private readonly QueryRate? _rate;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly TimeSpan _heldBackAtStart;
    private readonly ITimer _timer;
    private readonly CancellationTokenRegistration _closing;
    private readonly Lock _lock = new();
    private bool _disposed;

    public LookupDeadline(TimeSpan limit, QueryRate? rate, TimeProvider time, CancellationToken closing)
    {
        _limit = limit;
        _rate = rate;
        _time = time;
        _start = time.GetTimestamp();
        _heldBackAtStart = rate?.HeldBack ?? TimeSpan.Zero;
        _timer = time.CreateTimer(static self => ((LookupDeadline)self!).Check(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(limit, Timeout.InfiniteTimeSpan);
        _closing = closing.UnsafeRegister(static self => ((LookupDeadline)self!).End(), this);
    }

    /// <summary>Cancelled when time is up, or the resolver closes.</summary>
    public CancellationToken Token => _ended.Token;

    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
            _timer.Dispose();
            _closing.Unregister();
            _ended.Dispose();
        }
    }

    private void Check()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            TimeSpan left = _rate is null ? TimeSpan.Zero : _limit - (_time.GetElapsedTime(_start) - (_rate.HeldBack - _heldBackAtStart));
            if (left > TimeSpan.Zero)
            {
                // Timers count whole milliseconds.
                _timer.Change(left + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
                return;
            }
        }

        End();
    }

    // Not under the lock: whoever waited goes on in here, and may dispose of this.
    private void End()
    {
        try
        {
            _ended.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The look-up ended by itself in this moment.
        }
    }
}
