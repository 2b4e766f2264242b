using System.Threading.Tasks.Sources;

namespace Tes.Resolver.Upstreams;

/// <summary>
/// Where everything arrives that one question waits for: from any channel, the clock and the caller's token. One consumer.
/// One timer and one registration serve all attempts.
/// </summary>
internal sealed class Mailbox : IValueTaskSource<Arrival?>, IDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly CancellationToken _cancellationToken;
    private readonly CancellationTokenRegistration _registration;
    private ManualResetValueTaskSourceCore<Arrival?> _waiter = new() { RunContinuationsAsynchronously = true };
    private Queue<Arrival>? _more;
    private Arrival? _first;
    private ITimer? _timer;
    private bool _waiting;
    private bool _closed;

    public Mailbox(TimeProvider time, CancellationToken cancellationToken)
    {
        _time = time;
        _cancellationToken = cancellationToken;
        _registration = cancellationToken.UnsafeRegister(static state => ((Mailbox)state!).Wake(), this);
    }

    public void Post(Arrival arrival)
    {
        lock (_lock)
        {
            if (_closed)
                return;
            if (!_waiting)
            {
                if (_first is null)
                    _first = arrival;
                else
                    (_more ??= new Queue<Arrival>()).Enqueue(arrival);
                return;
            }

            _waiting = false;
        }

        _waiter.SetResult(arrival);
    }

    /// <summary>The next arrival; null when <paramref name="wait"/> has passed, or a little earlier.</summary>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public ValueTask<Arrival?> NextAsync(TimeSpan wait)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (_first is { } arrival)
            {
                _first = _more is { Count: > 0 } ? _more.Dequeue() : null;
                return ValueTask.FromResult<Arrival?>(arrival);
            }

            _waiter.Reset();
            _waiting = true;
        }

        // A millisecond more, because timers count whole ones and may be early.
        TimeSpan due = wait + TimeSpan.FromMilliseconds(1);
        if (_timer is null)
            _timer = _time.CreateTimer(static state => ((Mailbox)state!).Wake(), this, due, Timeout.InfiniteTimeSpan);
        else
            _timer.Change(due, Timeout.InfiniteTimeSpan);
        if (_cancellationToken.IsCancellationRequested)
            Wake();
        return new ValueTask<Arrival?>(this, _waiter.Version);
    }

    public void Dispose()
    {
        lock (_lock)
            _closed = true;
        _registration.Dispose();
        _timer?.Dispose();
    }

    Arrival? IValueTaskSource<Arrival?>.GetResult(short token) => _waiter.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<Arrival?>.GetStatus(short token) => _waiter.GetStatus(token);

    void IValueTaskSource<Arrival?>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _waiter.OnCompleted(continuation, state, token, flags);

    private void Wake()
    {
        lock (_lock)
        {
            if (!_waiting)
                return;
            _waiting = false;
        }

        if (_cancellationToken.IsCancellationRequested)
            _waiter.SetException(new OperationCanceledException(_cancellationToken));
        else
            _waiter.SetResult(null);
    }
}
