using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;
using Tes.Resolver.Caching;
using Tes.Resolver.Iteration;
using Tes.Resolver.Upstreams;
using Tes.Resolver.Validation;

namespace Tes.Resolver;

/// <summary>
/// A validating resolver: asks recursive resolvers, or the authoritative servers themselves, and validates what they say
/// (RFC 4035 §4.9), so that neither they nor the path to them need to be trusted. Safe for any number of look-ups at once.
/// </summary>
public sealed class ValidatingResolver : IResolver, IAsyncDisposable
{
    private readonly ResolverOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _closing = new();
    private readonly IDisposable? _ownedUpstream;
    private readonly BoundedCache<QuestionKey, Answer> _answers;
    private readonly FailureBackoff _failures;
    private readonly Asker _asker;
    private readonly TrustWalker _walker;
    private int _prefetches;
    private int _disposed;

    /// <summary>Makes a resolver that asks over the network.</summary>
    /// <param name="options">Upstreams, trust anchors and time-outs.</param>
    /// <param name="time">Clock.</param>
    public ValidatingResolver(ResolverOptions options, TimeProvider time)
        : this(options, time, upstream: null)
    {
    }

    /// <summary>Makes a resolver that asks <paramref name="upstream"/> instead of the network.</summary>
    public ValidatingResolver(ResolverOptions options, TimeProvider time, IUpstream? upstream)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (upstream is null && options.Iteration is null && options.Upstreams.Count == 0)
            throw new ArgumentException("At least one upstream is needed where authoritative servers are not to be asked.", nameof(options));
        _options = options;
        _time = time;
        if (upstream is null)
        {
            upstream = options.Iteration is { } iteration
                ? new IterativeUpstream(iteration, time, Statistics, exchange: null, options.QueryRate)
                : new NetworkUpstreams(options.Upstreams, options.UpstreamAuthorities, options.QuestionTimeout, time, Statistics, options.QueryRate);
            _ownedUpstream = (IDisposable)upstream;
        }

        var shares = new CacheShares(options.CacheSize);
        _answers = new BoundedCache<QuestionKey, Answer>(shares.Answers, time, AnswerSize.Of, answer => AnswerLifetime.Of(answer, _failures!))
        {
            Age = AgedAnswer.Of,
            NearExpiry = options.Prefetch == Prefetch.AnswersInUse ? Prefetched : null,
        };
        _failures = new FailureBackoff(shares.Failures, time);
        // Ours end on a thread of the pool that nothing else waits for.
        _asker = new Asker(upstream, shares, time, _closing.Token, _ownedUpstream is null ? TaskCreationOptions.RunContinuationsAsynchronously : TaskCreationOptions.None);
        _walker = new TrustWalker(_asker, options, time);
    }

    /// <summary>Counters since the resolver was made.</summary>
    public ResolverStatistics Statistics { get; } = new();

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="type"/> is no type of data, as ANY.</exception>
    public ValueTask<Answer> ResolveAsync(DomainName name, RRType type, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        // RFC 6895 §3.1: OPT and 128 to 255 are no data. RFC 4035 §2.2: RRSIGs form no RRset and are never signed.
        if (type is 0 or RRType.Opt or RRType.Rrsig || (ushort)type is >= 128 and <= 255)
            throw new ArgumentOutOfRangeException(nameof(type), type, "There is nothing of this type that could be validated.");
        var key = new QuestionKey(name, type);
        // A hit is no more than this: nothing is made, locked or awaited.
        if (_answers.Find(key) is { } kept)
        {
            Statistics.CountCacheHit();
            return new ValueTask<Answer>(kept);
        }

        return GetAsync(key, cancellationToken);
    }

    /// <summary>Closes sockets. Look-ups under way end with <see cref="OperationCanceledException"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _closing.CancelAsync().ConfigureAwait(false);
        _ownedUpstream?.Dispose();
        _closing.Dispose();
    }

    // Apart from the hit, which would pay for what the function captures.
    private ValueTask<Answer> GetAsync(QuestionKey key, CancellationToken cancellationToken) =>
        _answers.GetAsync(key, () => LookUpAsync(new Question(key.Name, key.Type), _options), cancellationToken);

    private void Prefetched(QuestionKey key, Answer answer)
    {
        if (answer is not Answer.Found)
            return;
        if (Interlocked.Increment(ref _prefetches) <= ResolverOptions.MaxPrefetches)
            _ = Task.Run(() => PrefetchAsync(key));
        else
            Interlocked.Decrement(ref _prefetches);
    }

    private async Task PrefetchAsync(QuestionKey key)
    {
        // Denials that are kept would only give what is about to expire.
        ResolverOptions asking = _options with { AggressiveDenial = AggressiveDenial.Ignore };
        // What is bogus or failed may be so for a moment only; what is kept is still valid.
        try
        {
            await _answers.RefreshAsync(key, () => LookUpAsync(new Question(key.Name, key.Type), asking), answer => answer is Answer.Found or Answer.Absent).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _prefetches);
        }
    }

    private async Task<Answer> LookUpAsync(Question question, ResolverOptions options)
    {
        using var deadline = new LookupDeadline(options.LookupTimeout, options.QueryRate, _time, _closing.Token);
        var lookup = new Lookup(question, _asker, _walker, options, new LookupBudget(ResolverOptions.MaxQuestionsPerLookup, options.Policy));
        try
        {
            Answer answer = await lookup.RunAsync(deadline.Token).ConfigureAwait(false);
            if (answer is Answer.Failed { Failure: var failed })
                _failures.Add(question, failed);
            else
                _failures.Clear(question);
            return answer;
        }
        catch (OperationCanceledException) when (!_closing.IsCancellationRequested)
        {
            var failure = new LookupFailure(LookupFailureKind.Timeout, question, $"{question} could not be looked up and validated in time");
            _failures.Add(question, failure);
            return new Answer.Failed(question, [], question.Name, failure, ValidationTrace.Empty);
        }
    }
}
