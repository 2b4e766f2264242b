using Tes.Dns.Dnssec;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;
using Tes.Resolver.Caching;
using Tes.Resolver.Upstreams;
using Tes.Resolver.Validation;
using Xunit;

namespace Tes.Resolver.Tests.Upstreams;

public sealed class AskerTests
{
    [Fact]
    public async Task Who_joined_a_question_that_another_could_not_pay_asks_at_its_own_cost()
    {
        var upstream = new Costly(ResolverOptions.MaxQueriesPerLookup / 2);
        var asker = new Asker(upstream, new CacheShares(ResolverOptions.MinCacheSize), TimeProvider.System, CancellationToken.None);
        var poor = new LookupBudget(10, DnssecPolicy.Default);
        while (poor.Queries.TrySpend())
        {
            // Its look-up has spent it all on others.
        }

        Task<UpstreamResult> first = asker.AskAsync(Replies.Question, poor, CancellationToken.None).AsTask();
        Task<UpstreamResult> joined = asker.AskAsync(Replies.Question, new LookupBudget(10, DnssecPolicy.Default), CancellationToken.None).AsTask();
        upstream.Open.SetResult();
        Assert.Equal(LookupFailureKind.BudgetExceeded, Assert.IsType<UpstreamResult.Failure>(await first.WaitAsync(Replies.Hang, TestContext.Current.CancellationToken)).Reason.Kind);
        Assert.IsType<UpstreamResult.Response>(await joined.WaitAsync(Replies.Hang, TestContext.Current.CancellationToken));
        Assert.Equal(2, upstream.Asked);
    }

    [Fact]
    public async Task Nobody_fails_because_many_that_cannot_pay_came_first()
    {
        var upstream = new Costly(ResolverOptions.MaxQueriesPerLookup / 2);
        var asker = new Asker(upstream, new CacheShares(ResolverOptions.MinCacheSize), TimeProvider.System, CancellationToken.None);
        Task[] poor = [.. Enumerable.Range(0, 20).Select(_ =>
        {
            var budget = new LookupBudget(10, DnssecPolicy.Default);
            for (int i = 0; i < ResolverOptions.MaxQueriesPerLookup - 10; i++)
                budget.Queries.TrySpend();
            return asker.AskAsync(Replies.Question, budget, CancellationToken.None).AsTask();
        })];
        Task<UpstreamResult> joined = asker.AskAsync(Replies.Question, new LookupBudget(10, DnssecPolicy.Default), CancellationToken.None).AsTask();
        upstream.Open.SetResult();
        Assert.IsType<UpstreamResult.Response>(await joined.WaitAsync(Replies.Hang, TestContext.Current.CancellationToken));
        await Task.WhenAll(poor).WaitAsync(Replies.Hang, TestContext.Current.CancellationToken);
    }

    // A question that costs more than any look-up has is not tried again and again.
    [Fact]
    public async Task A_question_beyond_anyone_s_means_is_asked_once_by_each()
    {
        var upstream = new Costly(ResolverOptions.MaxQueriesPerLookup + 1);
        upstream.Open.SetResult();
        var asker = new Asker(upstream, new CacheShares(ResolverOptions.MinCacheSize), TimeProvider.System, CancellationToken.None);
        for (int i = 1; i <= 2; i++)
        {
            UpstreamResult result = await asker.AskAsync(Replies.Question, new LookupBudget(10, DnssecPolicy.Default), CancellationToken.None);
            Assert.Equal((LookupFailureKind.BudgetExceeded, i), (Assert.IsType<UpstreamResult.Failure>(result).Reason.Kind, upstream.Asked));
        }
    }

    [Fact]
    public async Task What_was_asked_ahead_is_there_when_it_is_needed_and_what_was_needed_is_not_kept()
    {
        var upstream = new Costly(0);
        upstream.Open.SetResult();
        var asker = new Asker(upstream, new CacheShares(ResolverOptions.MinCacheSize), TimeProvider.System, CancellationToken.None);
        var budget = new LookupBudget(10, DnssecPolicy.Default);
        asker.AskAhead(Replies.Named("ahead"), budget);
        await asker.AskAsync(Replies.Named("ahead"), budget, CancellationToken.None);
        await asker.AskAsync(Replies.Named("ahead"), budget, CancellationToken.None);
        Assert.Equal(1, upstream.Asked);
        await asker.AskAsync(Replies.Named("needed"), budget, CancellationToken.None);
        await asker.AskAsync(Replies.Named("needed"), budget, CancellationToken.None);
        Assert.Equal(3, upstream.Asked);
    }

    // Takes so many queries for a question.
    private sealed class Costly(int queries) : IUpstream
    {
        private int _asked;

        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Asked => Volatile.Read(ref _asked);

        public async ValueTask<UpstreamResult> AskAsync(Question question, QueryQuota quota, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            await Open.Task.WaitAsync(cancellationToken);
            for (int i = 0; i < queries; i++)
            {
                if (!quota.TrySpend())
                    return new UpstreamResult.Failure(new LookupFailure(LookupFailureKind.BudgetExceeded, question, "the quota is spent"));
            }

            return new UpstreamResult.Response(Query.Create(question).Answer());
        }
    }
}
