using Tes.Dns.Dnssec;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;
using Tes.Resolver.Upstreams;

namespace Tes.Resolver.Validation;

/// <summary>What one look-up may still cost: questions, and work on what comes back.</summary>
internal sealed class LookupBudget(int questions, DnssecPolicy policy)
{
    private int _left = questions;

    /// <summary>Signatures and hashes.</summary>
    public ValidationBudget Work { get; } = new(policy);

    /// <summary>Queries to authoritative servers.</summary>
    public QueryQuota Queries { get; } = new(ResolverOptions.MaxQueriesPerLookup);

    /// <summary>Whether questions, queries or work have run out.</summary>
    public bool IsExhausted => Work.IsExhausted || Queries.IsSpent || Volatile.Read(ref _left) < 0;

    public bool TrySpend() => Interlocked.Decrement(ref _left) >= 0;

    /// <summary>The failure to report where <see cref="Work"/> ran out.</summary>
    public static LookupFailure WorkExceeded(Question question) =>
        new(LookupFailureKind.BudgetExceeded, question, $"validating {question} would take more signatures or hashes than the limits allow");
}
