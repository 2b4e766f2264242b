using Tes.Dns.Messages;
using Tes.Dns.Resolution;
using Tes.Resolver.Caching;
using Tes.Resolver.Validation;

namespace Tes.Resolver.Upstreams;

/// <summary>Asks an upstream each question once at a time and within a look-up's budget.</summary>
internal sealed class Asker(IUpstream upstream, TimeProvider time, CancellationToken closing)
{
    private const int MaxKept = 4096;

    // Only so long that what was asked ahead is still there when it is needed; answers proper are cached with their TTL.
    private static readonly TimeSpan KeepFor = TimeSpan.FromSeconds(2);

    private readonly ExpiringCache<Question, UpstreamResult> _results = new(MaxKept, time);

    public async ValueTask<UpstreamResult> AskAsync(Question question, LookupBudget budget, CancellationToken cancellationToken)
    {
        if (_results.Find(question) is { } kept)
            return kept;
        if (!budget.TrySpend())
        {
            return new UpstreamResult.Failure(new LookupFailure(
                LookupFailureKind.BudgetExceeded, question, $"more than {ResolverOptions.MaxQuestionsPerLookup} questions would be needed"));
        }

        return await _results.GetAsync(
            question,
            () => upstream.AskAsync(question, closing).AsTask(),
            result => result is UpstreamResult.Response ? KeepFor : TimeSpan.Zero,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks without waiting, so that the answer is there or under way when it is needed.</summary>
    public void AskAhead(Question question, LookupBudget budget)
    {
        _ = ObserveAsync(AskAsync(question, budget, closing));

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
