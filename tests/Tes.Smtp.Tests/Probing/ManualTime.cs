namespace Tes.Smtp.Tests;

/// <summary>A clock that stands still until a test moves it. Servers of the tests move it instead of sleeping.</summary>
internal sealed class ManualTime : TimeProvider, IDisposable
{
    private readonly List<ManualTimer> _timers = [];
    private readonly List<TimeSpan> _set = [];
    private readonly SemaphoreSlim _changed = new(0);
    private readonly Lock _lock = new();
    private TimeSpan _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (_lock) return _now.Ticks;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (period != Timeout.InfiniteTimeSpan) throw new NotSupportedException("Only timers that fire once.");
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Waits until a number of timers of this length have been set: the client then waits for the clock.</summary>
    public async Task WaitForTimerAsync(TimeSpan length, int count)
    {
        while (true)
        {
            lock (_lock)
            {
                if (_set.Count(due => due == length) >= count) return;
            }
            await _changed.WaitAsync();
        }
    }

    public void Dispose() => _changed.Dispose();

    public void Advance(TimeSpan time)
    {
        ManualTimer[] due;
        lock (_lock)
        {
            _now += time;
            due = [.. _timers.Where(timer => timer.Due <= _now)];
            foreach (var timer in due) _timers.Remove(timer);
        }
        foreach (var timer in due) timer.Fire();
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan Due { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                Due = time._now + dueTime;
                time._timers.Add(this);
                time._set.Add(dueTime);
            }
            time._changed.Release();
            return true;
        }

        public void Dispose()
        {
            lock (time._lock) time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
