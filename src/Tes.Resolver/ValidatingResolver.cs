using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;
using Tes.Resolver.Caching;
using Tes.Resolver.Upstreams;
using Tes.Resolver.Validation;

namespace Tes.Resolver;

/// <summary>
/// A validating stub resolver: asks recursive resolvers and validates what they say itself (RFC 4035 §4.9), so that neither
/// they nor the path to them need to be trusted. Safe for any number of look-ups at once.
/// </summary>
public sealed class ValidatingResolver : IResolver, IAsyncDisposable
{
    private readonly ResolverOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _closing = new();
    private readonly NetworkUpstreams? _ownedUpstream;
    private readonly ExpiringCache<Question, Answer> _answers;
    private readonly Asker _asker;
    private readonly TrustWalker _walker;
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
        if (upstream is null && options.Upstreams.Count == 0)
            throw new ArgumentException("At least one upstream is needed.", nameof(options));
        _options = options;
        _time = time;
        if (upstream is null)
        {
            _ownedUpstream = new NetworkUpstreams(options.Upstreams, options.QuestionTimeout, time, Statistics);
            upstream = _ownedUpstream;
        }

        _answers = new ExpiringCache<Question, Answer>(ResolverOptions.MaxCacheEntries, time);
        _asker = new Asker(upstream, time, _closing.Token);
        _walker = new TrustWalker(_asker, options, time);
    }

    /// <summary>Counters since the resolver was made.</summary>
    public ResolverStatistics Statistics { get; } = new();

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="type"/> is no type of data, as ANY.</exception>
    public async ValueTask<Answer> ResolveAsync(DomainName name, RRType type, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        // RFC 6895 §3.1: OPT and 128 to 255 are no data. RFC 4035 §2.2: RRSIGs form no RRset and are never signed.
        if (type is 0 or RRType.Opt or RRType.Rrsig || (ushort)type is >= 128 and <= 255)
            throw new ArgumentOutOfRangeException(nameof(type), type, "There is nothing of this type that could be validated.");
        var question = new Question(name, type);
        if (_answers.Find(question) is { } kept)
        {
            Statistics.CountCacheHit();
            return kept;
        }

        return await _answers.GetAsync(question, () => LookUpAsync(question), AnswerLifetime.Of, cancellationToken).ConfigureAwait(false);
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

    private async Task<Answer> LookUpAsync(Question question)
    {
        using var deadline = new CancellationTokenSource(_options.LookupTimeout, _time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _closing.Token);
        var lookup = new Lookup(
            question, _asker, _walker, _options, _options.ValidationTime ?? _time.GetUtcNow(), new LookupBudget(ResolverOptions.MaxQuestionsPerLookup));
        try
        {
            return await lookup.RunAsync(ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_closing.IsCancellationRequested)
        {
            var failure = new LookupFailure(LookupFailureKind.Timeout, question, $"{question} could not be looked up and validated in time");
            return new Answer.Failed(question, [], question.Name, failure, ValidationTrace.Empty);
        }
    }
}
