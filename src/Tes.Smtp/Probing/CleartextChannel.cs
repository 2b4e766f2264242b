using System.Net.Sockets;

namespace Tes.Smtp;

/// <summary>The bare connection.</summary>
internal sealed class CleartextChannel(Socket socket) : IChannel
{
    /// <inheritdoc/>
    // A command line is far smaller than the send buffer: it goes out whole.
    public async ValueTask SendAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellation) => await socket.SendAsync(octets, cancellation);

    /// <inheritdoc/>
    public ValueTask<int> ReceiveAsync(byte[] buffer, CancellationToken cancellation) => socket.ReceiveAsync(buffer, cancellation);
}
