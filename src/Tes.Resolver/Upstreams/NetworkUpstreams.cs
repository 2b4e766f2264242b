using System.Net;
using System.Net.Sockets;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;

namespace Tes.Resolver.Upstreams;

/// <summary>
/// Recursive resolvers over UDP, with TCP after truncation. Attempts go round the upstreams with growing waits until the
/// question's deadline; what the last one said decides the failure.
/// </summary>
internal sealed class NetworkUpstreams : IUpstream, IDisposable
{
    // RFC 1035 §7.2 advises 2 to 5 seconds at least for unknown paths; a resolver is near, so the first wait is shorter and doubles.
    private static readonly TimeSpan FirstAttempt = TimeSpan.FromSeconds(1);

    // Own limit: where there is another upstream, one whose TCP is blocked must not use up the question's time.
    private static readonly TimeSpan TcpAttempt = TimeSpan.FromSeconds(2);

    // One answer that says "failure" may be the bad luck of a moment; the second is believed.
    private const int MaxErrorResponses = 2;

    private readonly (IPEndPoint EndPoint, UdpChannelPool Channels)[] _upstreams;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly ResolverStatistics _statistics;

    public NetworkUpstreams(IReadOnlyList<IPEndPoint> upstreams, TimeSpan timeout, TimeProvider time, ResolverStatistics statistics)
    {
        _upstreams = [.. upstreams.Select(upstream => (upstream, new UdpChannelPool(upstream)))];
        _timeout = timeout;
        _time = time;
        _statistics = statistics;
    }

    public async ValueTask<UpstreamResult> AskAsync(Question question, CancellationToken cancellationToken)
    {
        _statistics.CountQuestion();
        using var deadline = new CancellationTokenSource(_timeout, _time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        LookupFailure? last = null;
        int errorResponses = 0;
        for (int attempt = 0; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (deadline.IsCancellationRequested)
                break;
            (IPEndPoint endPoint, UdpChannelPool channels) = _upstreams[attempt % _upstreams.Length];
            TimeSpan wait = FirstAttempt * (1 << Math.Min(attempt / _upstreams.Length, 3));
            UpstreamResult result = await AskOnceAsync(endPoint, channels, question, wait, cancellationToken, ending.Token).ConfigureAwait(false);
            if (result is not UpstreamResult.Failure { Reason: var reason })
                return result;
            // A time-out says less than anything an upstream said before it.
            last = last is null || reason.Kind != LookupFailureKind.Timeout ? reason : last;
            if (reason.Kind != LookupFailureKind.Timeout && ++errorResponses >= Math.Max(MaxErrorResponses, _upstreams.Length))
                break;
        }

        return new UpstreamResult.Failure(last ?? TimedOut(question));
    }

    public void Dispose()
    {
        foreach ((_, UdpChannelPool channels) in _upstreams)
            channels.Dispose();
    }

    private async Task<UpstreamResult> AskOnceAsync(
        IPEndPoint endPoint, UdpChannelPool channels, Question question, TimeSpan wait, CancellationToken cancellationToken, CancellationToken ending)
    {
        Message query = Query.Create(question);
        try
        {
            using var attempt = new CancellationTokenSource(wait, _time);
            using var overUdp = CancellationTokenSource.CreateLinkedTokenSource(ending, attempt.Token);
            _statistics.CountDatagram();
            Message? response = await channels.Take().ExchangeAsync(query, overUdp.Token).ConfigureAwait(false);
            if (response is not null && !response.Flags.HasFlag(MessageFlags.Truncated))
                return Judge(endPoint, question, response);

            // Truncated, or not readable: TCP, where forging is harder and size does not matter (RFC 7766 §5).
            using var rest = new CancellationTokenSource(_upstreams.Length == 1 ? _timeout : TcpAttempt, _time);
            using var overTcp = CancellationTokenSource.CreateLinkedTokenSource(ending, rest.Token);
            _statistics.CountTcpQuery();
            response = await TcpExchange.AskAsync(endPoint, query, overTcp.Token).ConfigureAwait(false);
            return response is null || response.Flags.HasFlag(MessageFlags.Truncated)
                ? Fail(LookupFailureKind.Malformed, question, $"the resolver {endPoint} sent no readable DNS message for {question}")
                : Judge(endPoint, question, response);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new UpstreamResult.Failure(TimedOut(question));
        }
        catch (ObjectDisposedException) when (cancellationToken.IsCancellationRequested)
        {
            // The resolver was closed between the check and the socket.
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            return Fail(LookupFailureKind.Unreachable, question, $"the resolver {endPoint} cannot be reached: {Describe(failure)}");
        }
    }

    private static UpstreamResult Judge(IPEndPoint endPoint, Question question, Message response) => response.ResponseCode switch
    {
        ResponseCode.NoError or ResponseCode.NXDomain => new UpstreamResult.Response(response),
        ResponseCode.ServFail => Fail(LookupFailureKind.ServFail, question, $"the resolver {endPoint} answered SERVFAIL for {question}", response),
        ResponseCode.Refused => Fail(LookupFailureKind.Refused, question, $"the resolver {endPoint} answered REFUSED for {question}", response),
        _ => Fail(LookupFailureKind.ErrorResponse, question, $"the resolver {endPoint} answered {response.ResponseCode.ToString().ToUpperInvariant()} for {question}", response),
    };

    private LookupFailure TimedOut(Question question) =>
        new(LookupFailureKind.Timeout, question, $"no answer from {string.Join(", ", _upstreams.Select(upstream => upstream.EndPoint))} for {question} in time");

    private static UpstreamResult.Failure Fail(LookupFailureKind kind, Question question, string text, Message? response = null) =>
        new(new LookupFailure(kind, question, text, [.. response?.Edns?.ExtendedErrors ?? []]));

    private static string Describe(Exception failure) => failure is SocketException socket
        ? socket.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => "connection refused",
            SocketError.ConnectionReset => "connection reset",
            SocketError.NetworkUnreachable or SocketError.HostUnreachable => "no route",
            _ => socket.SocketErrorCode.ToString(),
        }
        : "the connection broke";
}
