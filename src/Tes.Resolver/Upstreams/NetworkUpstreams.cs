using System.Security.Cryptography.X509Certificates;
using Tes.Dns.Messages;

namespace Tes.Resolver.Upstreams;

/// <summary>
/// Recursive resolvers over UDP, TCP and TLS. The best of them is asked first, the others when it fails or takes its time;
/// those that failed are asked now and then beside the others until they answer again.
/// </summary>
internal sealed class NetworkUpstreams : IUpstream, IDisposable
{
    // Own choice: less is not noticed, so that within it the order that was configured decides.
    private static readonly TimeSpan LatencyBand = TimeSpan.FromMilliseconds(50);

    private readonly ServerLink[] _servers;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly ResolverStatistics _statistics;
    private readonly QueryRate? _rate;

    /// <param name="servers">The resolvers, in order of preference.</param>
    /// <param name="authorities">Whom certificates of resolvers must lead to; empty for the system's authorities.</param>
    /// <param name="timeout">Longest time for one question.</param>
    /// <param name="time">Clock.</param>
    /// <param name="statistics">What is counted.</param>
    /// <param name="rate">Caps what is sent; null for no cap.</param>
    /// <exception cref="ArgumentException">A server has a name to prove and no TLS to do it, or one that no certificate can have.</exception>
    public NetworkUpstreams(
        IReadOnlyList<UpstreamServer> servers, IReadOnlyList<X509Certificate2> authorities, TimeSpan timeout, TimeProvider time, ResolverStatistics statistics,
        QueryRate? rate = null)
    {
        if (servers.FirstOrDefault(server => server is { AuthenticationName: not null, Transport: not UpstreamTransport.Tls }) is { } unprovable)
            throw new ArgumentException($"{unprovable.EndPoint} has an authentication name and is not asked over TLS.", nameof(servers));
        if (servers.FirstOrDefault(server => server.AuthenticationName is { } name && Uri.CheckHostName(name) == UriHostNameType.Unknown) is { } unnameable)
            throw new ArgumentException($"The authentication name of {unnameable.EndPoint} is no host name and no IP address.", nameof(servers));
        _servers = [.. servers.Select(server => new ServerLink(server, authorities, time, statistics))];
        _timeout = timeout;
        _time = time;
        _statistics = statistics;
        _rate = rate;
    }

    ValueTask<UpstreamResult> IUpstream.AskAsync(Question question, QueryQuota quota, CancellationToken cancellationToken) => AskAsync(question, cancellationToken);

    public ValueTask<UpstreamResult> AskAsync(Question question, CancellationToken cancellationToken) =>
        _rate is null ? AskNowAsync(question, cancellationToken) : AskInTurnAsync(_rate, question, cancellationToken);

    public void Dispose()
    {
        foreach (ServerLink server in _servers)
            server.Dispose();
    }

    // The time for the question begins after the wait.
    private async ValueTask<UpstreamResult> AskInTurnAsync(QueryRate rate, Question question, CancellationToken cancellationToken)
    {
        await rate.WaitAsync(cancellationToken).ConfigureAwait(false);
        return await AskNowAsync(question, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<UpstreamResult> AskNowAsync(Question question, CancellationToken cancellationToken)
    {
        _statistics.CountQuestion();
        ServerLink[] order = _servers.Length == 1 ? _servers : Rank();
        foreach (ServerLink other in order.AsSpan(1))
        {
            if (!other.Health.TryClaimProbe())
                continue;
            _rate?.Charge();
            _ = ProbeAsync(other, question, cancellationToken);
        }

        return AskAsync(order, question, cancellationToken);
    }

    private async ValueTask<UpstreamResult> AskAsync(ServerLink[] order, Question question, CancellationToken cancellationToken)
    {
        using var attempts = new QuestionAttempts(question, order, _timeout, _time, cancellationToken, _rate);
        try
        {
            return await attempts.RunAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException) when (cancellationToken.IsCancellationRequested)
        {
            // The resolver was closed between the check and the socket.
            throw new OperationCanceledException(cancellationToken);
        }
    }

    // What it says does not matter: it is asked to learn whether and how fast it answers.
    private async Task ProbeAsync(ServerLink server, Question question, CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync([server], question, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException)
        {
            // Nobody waits for it any more.
        }
    }

    private ServerLink[] Rank()
    {
        (ServerLink Server, int Class, TimeSpan Latency)[] ranked =
        [
            .. _servers.Select(server => (server, server.Health.IsSound ? 0 : 1, server.Health.Latency ?? ServerHealth.InitialWait)),
        ];
        TimeSpan best = ranked.Where(server => server.Class == 0).Select(server => server.Latency).DefaultIfEmpty().Min();
        // The sort is stable: those within the band stay in the order that was configured.
        return [.. ranked.OrderBy(server => server.Class).ThenBy(server => server.Latency <= best + LatencyBand ? TimeSpan.Zero : server.Latency).Select(server => server.Server)];
    }
}
