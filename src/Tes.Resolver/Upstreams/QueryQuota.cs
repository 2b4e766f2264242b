namespace Tes.Resolver.Upstreams;

/// <summary>
/// How many queries may still go out to authoritative servers for all that one look-up needs. Its questions draw on it together:
/// aliases and delegations that multiply each other's work (CAMP, "compositional amplification") end here. Safe for concurrent use.
/// </summary>
/// <param name="queries">How many.</param>
public sealed class QueryQuota(int queries)
{
    private int _left = queries;

    /// <summary>How many there were.</summary>
    public int Queries { get; } = queries;

    /// <summary>Whether a query could not be sent any more.</summary>
    public bool IsSpent => Volatile.Read(ref _left) < 0;

    /// <summary>Takes one query.</summary>
    /// <returns>False where none is left.</returns>
    public bool TrySpend() => Interlocked.Decrement(ref _left) >= 0;
}
