using Tes.Dns.Messages;
using Tes.Dns.Resolution;
using Tes.Resolver.Caching;
using Tes.Resolver.Validation;

namespace Tes.Resolver.Upstreams;

/// <summary>Asks an upstream each question once at a time and within a look-up's budget, and leaves what failed alone for a while.</summary>
/// <param name="upstream">What is asked.</param>
/// <param name="shares">Octets of responses and failures that may be kept.</param>
/// <param name="time">Clock.</param>
/// <param name="closing">Ends all questions under way.</param>
/// <param name="waiters">
/// Who goes on with a look-up when its response is there: none is the thread that <paramref name="upstream"/> ends on, which must be
/// nobody else's then.
/// </param>
internal sealed class Asker(
    IUpstream upstream, CacheShares shares, TimeProvider time, CancellationToken closing, TaskCreationOptions waiters = TaskCreationOptions.RunContinuationsAsynchronously)
{
    // Only so long that what was asked ahead is still there when it is needed; answers proper are cached with their TTL.
    private static readonly TimeSpan KeepFor = TimeSpan.FromSeconds(2);

    // What was asked for because it was needed is taken by those who wait for it, and not kept.
    private readonly BoundedCache<QuestionKey, UpstreamResult> _ahead = new(
        shares.Responses, time, ResponseSize.Of, result => result is UpstreamResult.Response ? KeepFor : TimeSpan.Zero)
    {
        Waiters = waiters,
    };

    /// <summary>Questions that failed.</summary>
    public FailureBackoff Failures { get; } = new(shares.Failures, time);

    /// <summary>Asks for what is needed once.</summary>
    public ValueTask<UpstreamResult> AskAsync(Question question, LookupBudget budget, CancellationToken cancellationToken) =>
        AskAsync(question, Retention.None, budget, cancellationToken);

    /// <summary>Asks.</summary>
    /// <param name="question">What to ask.</param>
    /// <param name="retention">Whether the response is kept for a moment.</param>
    /// <param name="budget">What the look-up may still spend.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<UpstreamResult> AskAsync(Question question, Retention retention, LookupBudget budget, CancellationToken cancellationToken)
    {
        QuestionKey key = QuestionKey.Of(question);
        if (_ahead.Find(key) is { } kept)
            return kept;
        if (Failures.Find(question) is { } failure)
            return new UpstreamResult.Failure(failure);
        if (!budget.TrySpend())
        {
            return new UpstreamResult.Failure(new LookupFailure(
                LookupFailureKind.BudgetExceeded, question, $"more than {ResolverOptions.MaxQuestionsPerLookup} questions would be needed"));
        }

        UpstreamResult result = await _ahead.GetAsync(key, () => AskUpstreamAsync(question, budget.Queries), retention, cancellationToken).ConfigureAwait(false);
        return result is UpstreamResult.Failure { Reason.Kind: LookupFailureKind.BudgetExceeded }
            ? await AskOnOwnAccountAsync(question, result, retention, budget, cancellationToken).ConfigureAwait(false)
            : result;
    }

    // Asked at the cost of another look-up that had not enough left: this one has its own. Others may have waited too, and
    // have as little.
    private async ValueTask<UpstreamResult> AskOnOwnAccountAsync(Question question, UpstreamResult result, Retention retention, LookupBudget budget, CancellationToken cancellationToken)
    {
        bool own = false;
        while (!own && result is UpstreamResult.Failure { Reason.Kind: LookupFailureKind.BudgetExceeded } && !budget.Queries.IsSpent && Failures.Find(question) is null)
        {
            Task<UpstreamResult> Ask()
            {
                own = true;
                return AskUpstreamAsync(question, budget.Queries);
            }

            result = await _ahead.GetAsync(QuestionKey.Of(question), Ask, retention, cancellationToken).ConfigureAwait(false);
        }

        return result;
    }

    private async Task<UpstreamResult> AskUpstreamAsync(Question question, QueryQuota quota)
    {
        UpstreamResult result = await upstream.AskAsync(question, quota, closing).ConfigureAwait(false);
        if (result is not UpstreamResult.Failure failed)
            Failures.Clear(question);
        else if (failed.Reason.Kind != LookupFailureKind.BudgetExceeded || !quota.IsSpent)
            Failures.Add(question, failed.Reason);
        return result;
    }

    /// <summary>Asks without waiting, so that the answer is there or under way when it is needed.</summary>
    public void AskAhead(Question question, LookupBudget budget)
    {
        _ = ObserveAsync(AskAsync(question, Retention.ForLifetime, budget, closing));

        static async Task ObserveAsync(ValueTask<UpstreamResult> asked)
        {
            try
            {
                await asked.ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // The resolver was closed: nobody waits for this any more.
            }
        }
    }
}
