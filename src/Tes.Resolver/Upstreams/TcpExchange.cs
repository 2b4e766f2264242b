using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Tes.Dns.Messages;

namespace Tes.Resolver.Upstreams;

/// <summary>One question over one TCP connection (RFC 7766).</summary>
internal static class TcpExchange
{
    /// <summary>Connects, asks and reads one response.</summary>
    /// <returns>The response; null when what came is no readable message or not to the question.</returns>
    /// <exception cref="SocketException">The connection failed.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public static async Task<Message?> AskAsync(IPEndPoint upstream, Message query, CancellationToken cancellationToken)
    {
        using var socket = new Socket(upstream.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(upstream, cancellationToken).ConfigureAwait(false);
        byte[] wire = query.ToWire();
        byte[] framed = [(byte)(wire.Length >> 8), (byte)wire.Length, .. wire];
        var stream = new NetworkStream(socket);
        await using (stream.ConfigureAwait(false))
        {
            await stream.WriteAsync(framed, cancellationToken).ConfigureAwait(false);
            byte[] length = new byte[2];
            await stream.ReadExactlyAsync(length, cancellationToken).ConfigureAwait(false);
            byte[] octets = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
            await stream.ReadExactlyAsync(octets, cancellationToken).ConfigureAwait(false);
            return Message.TryRead(octets, out Message? response, out _) && query.IsAnsweredBy(response) ? response : null;
        }
    }
}
