using System.Net;
using System.Net.Sockets;
using Tes.Dns.Resolution;

namespace Tes.Resolver.Upstreams;

/// <summary>
/// A few UDP sockets to one upstream, opened when first needed; queries are spread over them at random (RFC 5452 §9.2). A
/// socket that is worn or in trouble is replaced by one with another port.
/// </summary>
internal sealed class UdpChannelPool(IPEndPoint upstream, ServerHealth health, TimeProvider time) : IDisposable
{
    // Own choice: ports enough to make guessing harder without using up descriptors.
    private const int Size = 4;

    // Own choices: a port is found out by who sees one query, and cannot be used for long; a new socket costs about what ten
    // queries do.
    private const int MaxQueriesPerSocket = 1000;
    private static readonly TimeSpan MaxSocketAge = TimeSpan.FromMinutes(5);

    private readonly UdpChannel?[] _channels = new UdpChannel?[Size];
    private readonly UdpReceiver _receiver = new();
    private readonly Lock _lock = new();
    private bool _disposed;

    /// <summary>Cookies of the upstream.</summary>
    public CookieJar Cookies { get; } = new(time);

    /// <summary>Sends a query. Where that fails, a breakage is posted.</summary>
    /// <exception cref="ObjectDisposedException">The pool is closed.</exception>
    public void Send(PendingQuery query)
    {
        int index = RandomNumbers.Next() % Size;
        try
        {
            try
            {
                if (Take(index).TrySend(query))
                    return;
            }
            catch (SocketException)
            {
                // A route or address may have gone that another socket does not need.
                Renew(index, long.MaxValue);
            }

            if (!Take(index).TrySend(query))
                query.Post(new Arrival.Breakage(query, LookupFailureKind.Unreachable, "its sockets break"));
        }
        catch (SocketException failure)
        {
            Renew(index, long.MaxValue);
            query.Post(new Arrival.Breakage(query, LookupFailureKind.Unreachable, NetworkText.Describe(failure)));
        }
    }

    /// <summary>
    /// New sockets for what is sent from now on: the old ones may be bound to an address that the host no longer has. Sockets
    /// opened after <paramref name="sentAt"/> stay: nothing is known against them, and each renewal keeps the old one open for
    /// as long as it is listened to.
    /// </summary>
    /// <param name="sentAt">Time stamp of the query that got no answer.</param>
    public void RenewOlderThan(long sentAt)
    {
        bool renewed = false;
        for (int index = 0; index < Size; index++)
            renewed |= Renew(index, sentAt);
        if (renewed)
            Cookies.StartOver();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
        }

        foreach (UdpChannel? channel in _channels)
            channel?.Dispose();
    }

    private UdpChannel Take(int index)
    {
        UdpChannel? worn = null;
        UdpChannel channel;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_channels[index] is { } current && !current.IsClosed && current.Sent < MaxQueriesPerSocket && time.GetElapsedTime(current.OpenedAt) < MaxSocketAge)
                return current;
            worn = _channels[index];
            _channels[index] = channel = UdpChannel.Open(upstream, _receiver, Cookies, health, time);
        }

        worn?.Retire();
        return channel;
    }

    private bool Renew(int index, long openedUntil)
    {
        UdpChannel? old;
        lock (_lock)
        {
            old = _channels[index];
            if (old is null || old.OpenedAt > openedUntil)
                return false;
            _channels[index] = null;
        }

        old.Retire();
        return true;
    }
}
