using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Tes.Dns.Messages;

namespace Tes.Resolver.Tests.Upstreams;

/// <summary>A DNS server on loopback that sends exactly what a test says, over UDP and TCP on one port.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _udp;
    private readonly Socket _tcp;
    private readonly Task _serving;

    /// <param name="udp">The datagrams sent for a query, in order.</param>
    /// <param name="tcp">The octets written for a query, length field included; null leaves the connection open in silence.</param>
    /// <param name="port">0 for a free one.</param>
    public ScriptedServer(Func<Message, IEnumerable<byte[]>> udp, Func<Message, byte[]?>? tcp = null, int port = 0)
    {
        (_udp, _tcp) = Bind(port);
        _tcp.Listen();
        EndPoint = (IPEndPoint)_udp.LocalEndPoint!;
        _serving = Task.WhenAll(ServeUdpAsync(udp), ServeTcpAsync(tcp ?? (_ => null)));
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>Told where each datagram came from, before it is answered.</summary>
    public Action<IPEndPoint> Seen { get; init; } = _ => { };

    /// <summary>Sends a datagram.</summary>
    public void Send(byte[] datagram, IPEndPoint to) => _udp.SendTo(datagram, to);

    public static byte[] Framed(byte[] message) => [(byte)(message.Length >> 8), (byte)message.Length, .. message];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _udp.Dispose();
        _tcp.Dispose();
        await _serving;
        _stop.Dispose();
    }

    // A port that is free for UDP may be in use for TCP, by a connection of another test for instance.
    private static (Socket Udp, Socket Tcp) Bind(int port)
    {
        for (int tries = 1; ; tries++)
        {
            var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                udp.Bind(new IPEndPoint(IPAddress.Loopback, port));
                tcp.Bind(udp.LocalEndPoint!);
                return (udp, tcp);
            }
            catch (SocketException failure) when (failure.SocketErrorCode == SocketError.AddressAlreadyInUse && port == 0 && tries < 20)
            {
                udp.Dispose();
                tcp.Dispose();
            }
        }
    }

    private async Task ServeUdpAsync(Func<Message, IEnumerable<byte[]>> answer)
    {
        byte[] buffer = new byte[4096];
        var anyone = new IPEndPoint(IPAddress.Any, 0);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                SocketReceiveFromResult received = await _udp.ReceiveFromAsync(buffer, SocketFlags.None, anyone, _stop.Token);
                if (!Message.TryRead(buffer.AsSpan(0, received.ReceivedBytes), out Message? query, out _))
                    throw new InvalidOperationException("The resolver sent a malformed query.");
                Seen((IPEndPoint)received.RemoteEndPoint);
                foreach (byte[] datagram in answer(query))
                    _udp.SendTo(datagram, received.RemoteEndPoint);
            }
            catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                // Stopped, or the client is gone.
            }
        }
    }

    private async Task ServeTcpAsync(Func<Message, byte[]?> answer)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var stream = new NetworkStream(await _tcp.AcceptAsync(_stop.Token), ownsSocket: true);
                byte[] length = new byte[2];
                await stream.ReadExactlyAsync(length, _stop.Token);
                byte[] octets = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
                await stream.ReadExactlyAsync(octets, _stop.Token);
                if (Message.TryRead(octets, out Message? query, out _) && answer(query) is { } reply)
                    await stream.WriteAsync(reply, _stop.Token);
                else
                    await stream.ReadExactlyAsync(length, _stop.Token);
            }
            catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException or SocketException or IOException)
            {
                // Stopped, or the client is gone.
            }
        }
    }
}
