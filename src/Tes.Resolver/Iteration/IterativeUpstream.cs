using Tes.Dns.Messages;
using Tes.Resolver.Upstreams;

namespace Tes.Resolver.Iteration;

/// <summary>
/// Resolves by itself: walks from the root to the servers of each zone and brings back their word, with signatures and proofs,
/// as a recursive resolver does that was sent CD (RFC 1034 §5.3.3, RFC 9156). Aliases are not followed: a response is always
/// that of one server, and whoever asks goes on at the target. Safe for any number of questions at once.
/// </summary>
public sealed class IterativeUpstream : IUpstream, IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly IterationContext _context;
    private readonly ServerExchange? _ownedExchange;
    private readonly ExpiringTable<Question, UpstreamResult.Failure> _failures;
    private int _disposed;

    /// <summary>Makes one that asks over the network.</summary>
    /// <param name="options">Where the root is and how servers are asked.</param>
    /// <param name="time">Clock.</param>
    /// <param name="statistics">Counts questions, datagrams and TCP queries.</param>
    public IterativeUpstream(IterationOptions options, TimeProvider time, ResolverStatistics statistics)
        : this(options, time, statistics, exchange: null)
    {
    }

    internal IterativeUpstream(IterationOptions options, TimeProvider time, ResolverStatistics statistics, IServerExchange? exchange, QueryRate? rate = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(statistics);
        if (exchange is null)
            exchange = _ownedExchange = new ServerExchange(options.Port, time);
        _context = new IterationContext(exchange, options, time, statistics, rate, _closing.Token);
        _failures = new ExpiringTable<Question, UpstreamResult.Failure>(IterationLimits.MaxDelegations, time);
    }

    /// <inheritdoc/>
    public async ValueTask<UpstreamResult> AskAsync(Question question, QueryQuota quota, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(quota);
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        if (_failures.TryFind(question, out UpstreamResult.Failure? failed))
            return failed;
        UpstreamResult result = await new IterationWalk(_context, question, new LookUpPath(_context.NewBudget(quota))).RunAsync(cancellationToken).ConfigureAwait(false);
        // Where the quota ran out the fault is not the question's: with another it may do.
        if (result is UpstreamResult.Failure failure && !quota.IsSpent)
            _failures.Keep(question, failure, IterationLimits.FailureKept);
        return result;
    }

    /// <summary>Closes sockets. Questions under way end with <see cref="OperationCanceledException"/>.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _closing.Cancel();
        _ownedExchange?.Dispose();
        _closing.Dispose();
    }
}
