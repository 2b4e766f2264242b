using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Tes.Testnet.Dns;

/// <summary>A resolver or an authoritative server on loopback, over UDP and TCP on one port.</summary>
public sealed class DnsServer : IAsyncDisposable
{
    // Own limits: the port that UDP got is rarely taken for TCP; a peer that leaves a connection open must not hold it for ever.
    private const int BindAttempts = 20;
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly IDnsAnswers _dns;
    // Null: nobody listens.
    private readonly UdpAnswers? _udp;
    private readonly Socket _tcp;
    private readonly Task _accepting;

    private DnsServer(IDnsAnswers dns, Socket udp, Socket tcp)
    {
        _dns = dns;
        _tcp = tcp;
        EndPoint = (IPEndPoint)udp.LocalEndPoint!;
        bool listens = dns is not TestnetDns { Fault: ResolverFault.NobodyListens };
        _udp = listens ? new UdpAnswers(dns, udp) : null;
        _accepting = listens ? AcceptAsync() : Task.CompletedTask;
    }

    /// <summary>Address and port of both transports.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Starts serving on a free port of 127.0.0.1.</summary>
    /// <exception cref="SocketException">No port could be had.</exception>
    public static DnsServer Start(TestnetDns dns)
    {
        ArgumentNullException.ThrowIfNull(dns);
        for (int attempt = 1; ; attempt++)
        {
            var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                udp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
                tcp.Bind(udp.LocalEndPoint!);
                if (dns.Fault == ResolverFault.NobodyListens)
                {
                    // A bound TCP socket that does not listen refuses; for UDP only a closed one does.
                    var dead = new DnsServer(dns, udp, tcp);
                    udp.Dispose();
                    return dead;
                }

                tcp.Listen();
                return new DnsServer(dns, udp, tcp);
            }
            catch (SocketException) when (attempt < BindAttempts)
            {
                udp.Dispose();
                tcp.Dispose();
            }
        }
    }

    /// <summary>Starts serving at one endpoint; with port 0 on a free port.</summary>
    /// <exception cref="SocketException">The endpoint is taken.</exception>
    /// <exception cref="ArgumentException">Nobody is to listen.</exception>
    public static DnsServer Start(IDnsAnswers answers, IPEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(endPoint);
        if (answers is TestnetDns { Fault: ResolverFault.NobodyListens })
            throw new ArgumentException("A resolver that nobody listens at has a free port of 127.0.0.1 alone.", nameof(answers));
        var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            udp.Bind(endPoint);
            tcp.Bind(udp.LocalEndPoint!);
            tcp.Listen();
            return new DnsServer(answers, udp, tcp);
        }
        catch (SocketException)
        {
            udp.Dispose();
            tcp.Dispose();
            throw;
        }
    }

    /// <summary>Closes both sockets and all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _tcp.Dispose();
        if (_udp is not null)
            await _udp.DisposeAsync().ConfigureAwait(false);
        await _accepting.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = ServeTcpAsync(await _tcp.AcceptAsync(_stop.Token).ConfigureAwait(false));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                if (_stop.IsCancellationRequested)
                    return;
            }
        }
    }

    // RFC 7766 §6.2.1: any number of queries on a connection.
    private async Task ServeTcpAsync(Socket client)
    {
        client.NoDelay = true;
        using var stream = new NetworkStream(client, ownsSocket: true);
        byte[] prefix = new byte[2];
        try
        {
            while (true)
            {
                using var idle = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
                idle.CancelAfter(IdleTime);
                await stream.ReadExactlyAsync(prefix, idle.Token).ConfigureAwait(false);
                byte[] query = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
                await stream.ReadExactlyAsync(query, idle.Token).ConfigureAwait(false);
                if (_dns.Answer(query, DnsTransport.Tcp) is not { } reply)
                    continue;
                if (_dns.Latency > TimeSpan.Zero)
                    await Task.Delay(_dns.Latency, idle.Token).ConfigureAwait(false);
                await stream.WriteAsync((byte[])[(byte)(reply.Length >> 8), (byte)reply.Length, .. reply], idle.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client closed, was idle for too long, or this server stops: each ends the connection.
        }
    }
}
