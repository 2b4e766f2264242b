namespace Tes.Resolver.Tests.Upstreams;

/// <summary>A clock that stands still until a test moves it.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly List<Timer> _timers = [];
    private readonly Lock _lock = new();
    private TaskCompletionSource _set = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan _now = TimeSpan.FromDays(1);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (_lock)
            return _now.Ticks;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan time)
    {
        Timer[] due;
        lock (_lock)
        {
            _now += time;
            due = [.. _timers.Where(timer => timer.Due <= _now)];
            foreach (Timer timer in due)
                _timers.Remove(timer);
        }

        foreach (Timer timer in due)
            timer.Fire();
    }

    /// <summary>
    /// Moves the clock once somebody waits for it: what a server has seen was sent by one who may not have got round to that.
    /// </summary>
    public async Task AdvanceAsync(TimeSpan time)
    {
        while (true)
        {
            Task set;
            lock (_lock)
            {
                set = _set.Task;
                if (_timers.Any(timer => timer.Due <= _now + time))
                    break;
            }

            await set.WaitAsync(Replies.Hang);
        }

        Advance(time);
    }

    /// <summary>Moves the clock to the next timer, if one is set.</summary>
    public void AdvanceToTimer()
    {
        TimeSpan? next;
        lock (_lock)
            next = _timers.Count > 0 ? _timers.Min(timer => timer.Due) - _now : null;
        if (next is { } time)
            Advance(time);
    }

    private sealed class Timer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan Due { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            TaskCompletionSource set;
            lock (time._lock)
            {
                time._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                Due = time._now + dueTime;
                time._timers.Add(this);
                set = time._set;
                time._set = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            set.SetResult();
            return true;
        }

        public void Dispose()
        {
            lock (time._lock)
                time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
