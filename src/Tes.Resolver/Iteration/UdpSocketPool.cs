using System.Net.Sockets;
using System.Security.Cryptography;

namespace Tes.Resolver.Iteration;

/// <summary>
/// A few UDP sockets of one family for all servers, opened when first needed; queries are spread over them at random. Servers
/// see our ports, and whoever runs one could tell a forger: so a socket is replaced before that is worth much (RFC 5452 §9.2).
/// </summary>
internal sealed class UdpSocketPool(AddressFamily family) : IDisposable
{
    // Own choices: descriptors are scarce, a port costs some microseconds, and guessing an id takes thousands of datagrams.
    private const int Size = 4;
    private const int QueriesPerPort = 256;

    private readonly Lease?[] _sockets = new Lease?[Size];
    private readonly Lock _lock = new();
    private bool _disposed;

    /// <summary>A socket to use until it is given back.</summary>
    /// <exception cref="ObjectDisposedException">The pool is closed.</exception>
    /// <exception cref="SocketException">The host does not have the family.</exception>
    public Lease Take()
    {
        int index = RandomNumberGenerator.GetInt32(Size);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            Lease lease = _sockets[index] ??= new Lease(UdpSocket.Open(family));
            lease.Users++;
            if (++lease.Queries >= QueriesPerPort)
            {
                lease.Retired = true;
                _sockets[index] = null;
            }

            return lease;
        }
    }

    public void GiveBack(Lease lease)
    {
        lock (_lock)
        {
            lease.Users--;
            if (lease.Users > 0 || (!lease.Retired && !_disposed))
                return;
        }

        lease.Socket.Dispose();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
        }

        foreach (Lease? lease in _sockets)
            lease?.Socket.Dispose();
    }

    /// <summary>A socket with those who use it.</summary>
    internal sealed class Lease(UdpSocket socket)
    {
        public UdpSocket Socket { get; } = socket;

        public int Users { get; set; }

        public int Queries { get; set; }

        public bool Retired { get; set; }
    }
}
