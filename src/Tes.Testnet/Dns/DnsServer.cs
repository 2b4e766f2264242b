using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Tes.Testnet.Dns;

/// <summary>A resolver or an authoritative server on loopback, over UDP and TCP on one port.</summary>
public sealed class DnsServer : IAsyncDisposable
{
    // Own limits: the port that UDP got is rarely taken for TCP; a peer that leaves a connection open must not hold it for ever.
    private const int BindAttempts = 20;
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly IDnsAnswers _dns;
    private readonly Socket _udp;
    private readonly Socket _tcp;
    // In the order in which they are due: all are late by the same.
    private readonly Channel<LateReply> _late = Channel.CreateUnbounded<LateReply>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _serving;

    private DnsServer(IDnsAnswers dns, Socket udp, Socket tcp)
    {
        _dns = dns;
        _udp = udp;
        _tcp = tcp;
        EndPoint = (IPEndPoint)udp.LocalEndPoint!;
        _serving = dns is TestnetDns { Fault: ResolverFault.NobodyListens } ? Task.CompletedTask : Task.WhenAll(ServeUdpOnThread(), SendLateAsync(), AcceptAsync());
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
    internal static DnsServer Start(IDnsAnswers answers, IPEndPoint endPoint)
    {
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
        WakeUdp();
        _udp.Dispose();
        _tcp.Dispose();
        await _serving.ConfigureAwait(false);
        _stop.Dispose();
    }

    // A thread that waits in the socket is woken once for a burst of datagrams; asynchronously each cost two more system calls and a
    // change of threads, half of what an answer takes.
    private Task ServeUdpOnThread()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                ServeUdp();
                ended.SetResult();
            }
            catch (Exception exception)
            {
                // Whoever disposes of the server learns of it.
                ended.SetException(exception);
            }
        })
        {
            IsBackground = true,
            Name = $"DNS {EndPoint}",
        };
        thread.Start();
        return ended.Task;
    }

    // Not everywhere does a socket that is closed end a wait in it.
    private void WakeUdp()
    {
        try
        {
            using var waker = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            waker.SendTo([], EndPoint);
        }
        catch (SocketException)
        {
            // Then nobody listens, or there are datagrams enough to wake it.
        }
    }

    private void ServeUdp()
    {
        byte[] buffer = new byte[ushort.MaxValue];
        var sender = new SocketAddress(AddressFamily.InterNetwork);
        while (!_stop.IsCancellationRequested)
        {
            int length;
            try
            {
                length = _udp.ReceiveFrom(buffer, SocketFlags.None, sender);
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // A client went away: the error of its port is reported to the next receive.
                continue;
            }

            if (_dns.Answer(buffer.AsSpan(0, length), DnsTransport.Udp) is not { } reply)
                continue;
            if (_dns.Latency == TimeSpan.Zero)
                SendUdp(reply, sender);
            else
                _late.Writer.TryWrite(new LateReply(reply, Copy(sender), Stopwatch.GetTimestamp() + (long)(_dns.Latency.TotalSeconds * Stopwatch.Frequency)));
        }
    }

    private async Task SendLateAsync()
    {
        try
        {
            await foreach (LateReply late in _late.Reader.ReadAllAsync(_stop.Token).ConfigureAwait(false))
            {
                TimeSpan left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), late.Due);
                if (left > TimeSpan.Zero)
                    await Task.Delay(left, _stop.Token).ConfigureAwait(false);
                SendUdp(late.Reply, late.To);
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops; nobody waits for what is left.
        }
    }

    private void SendUdp(byte[] reply, SocketAddress to)
    {
        try
        {
            _udp.SendTo(reply, SocketFlags.None, to);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The client or this server is gone; a lost datagram is what UDP makes of that.
        }
    }

    private static SocketAddress Copy(SocketAddress address)
    {
        var copy = new SocketAddress(address.Family, address.Size);
        address.Buffer.Span[..address.Size].CopyTo(copy.Buffer.Span);
        return copy;
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

    private sealed record LateReply(byte[] Reply, SocketAddress To, long Due);
}
