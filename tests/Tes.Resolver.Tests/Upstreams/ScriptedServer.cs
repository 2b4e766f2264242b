using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Tes.Dns.Messages;

namespace Tes.Resolver.Tests.Upstreams;

/// <summary>A DNS server on loopback that sends exactly what a test says, over UDP and TCP on one port.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _udp = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Socket _tcp = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Task _serving;

    /// <param name="udp">The datagrams sent for a query, in order.</param>
    /// <param name="tcp">The octets written for a query, length field included; null leaves the connection open in silence.</param>
    public ScriptedServer(Func<Message, IEnumerable<byte[]>> udp, Func<Message, byte[]?>? tcp = null)
    {
        _udp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _tcp.Bind(_udp.LocalEndPoint!);
        _tcp.Listen();
        EndPoint = (IPEndPoint)_udp.LocalEndPoint!;
        _serving = Task.WhenAll(ServeUdpAsync(udp), ServeTcpAsync(tcp ?? (_ => null)));
    }

    public IPEndPoint EndPoint { get; }

    public static byte[] Framed(byte[] message) => [(byte)(message.Length >> 8), (byte)message.Length, .. message];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _udp.Dispose();
        _tcp.Dispose();
        await _serving;
        _stop.Dispose();
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
