namespace Tes.Resolver.Iteration;

/// <summary>Whether an address family works on this host, so that one that does not costs next to nothing.</summary>
internal sealed class FamilyHealth(TimeProvider time)
{
    // Own choice: so many servers in a row that never answered, and none that did, is the family rather than the servers.
    private const int DoubtsAllowed = 4;

    // Own choice: a cable may be plugged in at any time.
    private static readonly TimeSpan SuspendedFor = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private DateTimeOffset _suspendedUntil;
    private int _doubts;

    public bool IsSuspended
    {
        get
        {
            lock (_lock)
                return _suspendedUntil > time.GetUtcNow();
        }
    }

    public void Worked()
    {
        lock (_lock)
        {
            _doubts = 0;
            _suspendedUntil = default;
        }
    }

    /// <summary>A server that has never answered kept silent.</summary>
    public void Doubt()
    {
        lock (_lock)
        {
            if (++_doubts < DoubtsAllowed)
                return;
            _doubts = 0;
            _suspendedUntil = time.GetUtcNow() + SuspendedFor;
        }
    }

    public void Suspend()
    {
        lock (_lock)
            _suspendedUntil = time.GetUtcNow() + SuspendedFor;
    }
}
