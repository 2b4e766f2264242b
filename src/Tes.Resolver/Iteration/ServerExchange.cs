using System.Net;
using System.Net.Sockets;
using Tes.Dns.Messages;
using Tes.Resolver.Upstreams;

namespace Tes.Resolver.Iteration;

/// <summary>Authoritative servers over UDP and TCP.</summary>
internal sealed class ServerExchange(int port, TimeProvider time) : IServerExchange, IDisposable
{
    private readonly UdpSocketPool _ipv4 = new(AddressFamily.InterNetwork);
    private readonly UdpSocketPool _ipv6 = new(AddressFamily.InterNetworkV6);

    public async ValueTask<ExchangeOutcome> ExchangeAsync(IPAddress server, Message query, Transport transport, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (wait <= TimeSpan.Zero)
            return ExchangeOutcome.Silent.Instance;
        var endPoint = new IPEndPoint(server, port);
        try
        {
            Message? response = transport == Transport.Udp
                ? await OverUdpAsync(endPoint, query, wait, cancellationToken).ConfigureAwait(false)
                : await OverTcpAsync(endPoint, query, wait, cancellationToken).ConfigureAwait(false);
            return response is null ? ExchangeOutcome.Unreadable.Instance : new ExchangeOutcome.Answered(response);
        }
        catch (TimeoutException)
        {
            return ExchangeOutcome.Silent.Instance;
        }
        catch (ObjectDisposedException)
        {
            // Closed while the query was under way.
            throw new OperationCanceledException(cancellationToken);
        }
        catch (SocketException failure)
        {
            return new ExchangeOutcome.Unreachable(ReachOf(failure.SocketErrorCode), Describe(failure.SocketErrorCode));
        }
        catch (IOException)
        {
            return new ExchangeOutcome.Unreachable(Reach.NotThisServer, "the connection broke");
        }
    }

    public void Dispose()
    {
        _ipv4.Dispose();
        _ipv6.Dispose();
    }

    private async Task<Message?> OverUdpAsync(IPEndPoint server, Message query, TimeSpan wait, CancellationToken cancellationToken)
    {
        UdpSocketPool pool = server.AddressFamily == AddressFamily.InterNetwork ? _ipv4 : _ipv6;
        UdpSocketPool.Lease lease = pool.Take();
        try
        {
            return await lease.Socket.ExchangeAsync(server, query, wait, time, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            pool.GiveBack(lease);
        }
    }

    private async Task<Message?> OverTcpAsync(IPEndPoint server, Message query, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(wait, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await TcpExchange.AskAsync(server, query, ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }

    // What an address family that the host does not have, or has no route for, is refused with.
    private static Reach ReachOf(SocketError error) => error
        is SocketError.NetworkUnreachable or SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable or SocketError.NetworkDown
        ? Reach.NoRouteOfFamily
        : Reach.NotThisServer;

    private static string Describe(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.ConnectionReset => "connection reset",
        SocketError.NetworkUnreachable or SocketError.HostUnreachable => "no route",
        SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable => "this host does not have the address family",
        _ => error.ToString(),
    };
}
