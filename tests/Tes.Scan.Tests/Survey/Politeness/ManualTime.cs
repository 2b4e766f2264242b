namespace Tes.Scan.Tests.Survey.Politeness;

/// <summary>A clock that stands still until a test moves it.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly List<Timer> _timers = [];
    private readonly Lock _lock = new();
    private TimeSpan _now = TimeSpan.FromDays(1);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Since the clock was made.</summary>
    public TimeSpan Now
    {
        get
        {
            lock (_lock)
                return _now - TimeSpan.FromDays(1);
        }
    }

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

    /// <summary>Moves the clock from timer to timer until the task has ended.</summary>
    public async Task RunAsync(Task task)
    {
        long start = System.GetTimestamp();
        while (!task.IsCompleted)
        {
            if (System.GetElapsedTime(start) > TimeSpan.FromSeconds(60))
                throw new TimeoutException($"Nothing ends although it is {Now}.");
            // What goes on has to come to its next wait first.
            for (int i = 0; i < 20; i++)
                await Task.Yield();
            TimeSpan? next;
            lock (_lock)
                next = _timers.Count > 0 ? _timers.Min(timer => timer.Due) - _now : null;
            if (next is { } wait)
                Advance(wait);
        }

        await task;
    }

    private sealed class Timer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan Due { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                Due = time._now + dueTime;
                time._timers.Add(this);
                return true;
            }
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
