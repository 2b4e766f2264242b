using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Tes.Resolver.Upstreams;

/// <summary>A few UDP sockets to one upstream, opened when first needed; queries are spread over them at random (RFC 5452 §9.2).</summary>
internal sealed class UdpChannelPool(IPEndPoint upstream) : IDisposable
{
    // Own choice: ports enough to make guessing harder without using up descriptors.
    private const int Size = 4;

    private readonly UdpChannel?[] _channels = new UdpChannel?[Size];
    private readonly Lock _lock = new();
    private bool _disposed;

    /// <exception cref="ObjectDisposedException">The pool is closed.</exception>
    /// <exception cref="SocketException">There is no route.</exception>
    public UdpChannel Take()
    {
        int index = RandomNumberGenerator.GetInt32(Size);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _channels[index] ??= UdpChannel.Open(upstream);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
            foreach (UdpChannel? channel in _channels)
                channel?.Dispose();
        }
    }
}
