using Tes.Resolver.Upstreams;

namespace Tes.Resolver.Iteration;

/// <summary>How many queries, and how much time, one question and all that it depends on may still take.</summary>
/// <param name="quota">What is left for the look-up that the question is for.</param>
/// <param name="timeLimit">Time for this question.</param>
/// <param name="rate">Time does not pass while it holds anything back; null where there is none.</param>
/// <param name="time">Clock.</param>
internal sealed class QueryBudget(QueryQuota quota, TimeSpan timeLimit, QueryRate? rate, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private readonly TimeSpan _heldBackAtStart = rate?.HeldBack ?? TimeSpan.Zero;
    private int _left = IterationLimits.MaxQueries;

    /// <summary>What is left of the time; zero or less when it is up.</summary>
    public TimeSpan TimeLeft => timeLimit - (time.GetElapsedTime(_start) - ((rate?.HeldBack ?? TimeSpan.Zero) - _heldBackAtStart));

    /// <summary>Whether a query could not be sent any more.</summary>
    public bool IsSpent => Volatile.Read(ref _left) < 0 || quota.IsSpent;

    /// <summary>Which limit was reached, as the rest of "more than …".</summary>
    public string Limit => quota.IsSpent
        ? $"{quota.Queries} queries would be needed for one look-up"
        : $"{IterationLimits.MaxQueries} queries would be needed";

    public bool TrySpend() => Interlocked.Decrement(ref _left) >= 0 && quota.TrySpend();
}
