using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Tes.Dns.Messages;
using Tes.Resolver.Upstreams;

namespace Tes.Resolver.Iteration;

/// <summary>
/// One UDP socket on a random port, not connected, with queries to any number of servers under way at once, told apart by
/// address, id and question (RFC 5452 §9.1). What comes from an address that was not asked is dropped unread.
/// </summary>
internal sealed class UdpSocket : IDisposable
{
    // Own limit: with half of all ids to one server under way on one socket, so many tries fail once in a million.
    private const int MaxIdTries = 20;

    private readonly ConcurrentDictionary<(ushort Id, IPEndPoint Server), Pending> _pending = new();
    private readonly Socket _socket;
    private readonly CancellationTokenSource _closing = new();

    private UdpSocket(Socket socket) => _socket = socket;

    /// <summary>Opens a socket on a port that the system chooses; throws <see cref="SocketException"/> where the host does not have the family.</summary>
    public static UdpSocket Open(AddressFamily family)
    {
        var socket = new Socket(family, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            // RFC 5452 §9.2: bound to port 0 the system takes an unpredictable one.
            socket.Bind(new IPEndPoint(family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0));
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }

        var opened = new UdpSocket(socket);
        _ = opened.ReceiveAsync(family);
        return opened;
    }

    /// <summary>Sends the query, with another id where its own is under way to this server, and waits for the response.</summary>
    /// <returns>The response; null when one with the right id came that was no readable message.</returns>
    /// <exception cref="SocketException">It cannot be sent.</exception>
    /// <exception cref="TimeoutException">Nothing in time.</exception>
    /// <exception cref="ObjectDisposedException">The socket was closed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public async Task<Message?> ExchangeAsync(IPEndPoint server, Message query, TimeSpan wait, TimeProvider time, CancellationToken cancellationToken)
    {
        Pending pending = Register(server, query);
        try
        {
            // Synchronous: concurrent asynchronous sends on one socket fail in runtime 10.0.12, and UDP does not block.
            _socket.SendTo(pending.Query.ToWire(), SocketFlags.None, server.Serialize());
            return await pending.Response.Task.WaitAsync(wait, time, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _pending.TryRemove((pending.Query.Id, server), out _);
        }
    }

    public void Dispose()
    {
        _closing.Cancel();
        _socket.Dispose();
        _closing.Dispose();
        foreach (Pending pending in _pending.Values)
            pending.Fail(new ObjectDisposedException(nameof(UdpSocket)));
    }

    private Pending Register(IPEndPoint server, Message query)
    {
        for (int tries = 0; tries < MaxIdTries; tries++)
        {
            var pending = new Pending(query);
            if (_pending.TryAdd((query.Id, server), pending))
                return pending;
            query = query with { Id = Upstreams.Query.NewId() };
        }

        throw new SocketException((int)SocketError.NoBufferSpaceAvailable);
    }

    private async Task ReceiveAsync(AddressFamily family)
    {
        byte[] buffer = GC.AllocateUninitializedArray<byte>(Message.MaxLength);
        var sender = new SocketAddress(family);
        var endPoint = new IPEndPoint(family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        CancellationToken closing = _closing.Token;
        while (!closing.IsCancellationRequested)
        {
            try
            {
                int length = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, sender, closing).ConfigureAwait(false);
                Deliver(buffer.AsSpan(0, length), (IPEndPoint)endPoint.Create(sender));
            }
            catch (SocketException)
            {
                // An ICMP error of some server, which names no query: whoever waits for it learns by time-out.
            }
            catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Deliver(ReadOnlySpan<byte> octets, IPEndPoint sender)
    {
        if (octets.Length < 2 || !_pending.TryGetValue(((ushort)((octets[0] << 8) | octets[1]), sender), out Pending? pending))
            return;
        if (!Message.TryRead(octets, out Message? response, out _))
            pending.Response.TrySetResult(null);
        else if (pending.Query.IsAnsweredBy(response))
            pending.Response.TrySetResult(response);
        // Otherwise an answer to something else: forged or late, so the wait goes on (RFC 5452 §9.1).
    }

    private sealed class Pending(Message query)
    {
        public Message Query { get; } = query;

        public TaskCompletionSource<Message?> Response { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Fail(Exception failure)
        {
            // Looked at here, because whoever waited may just have given up.
            if (Response.TrySetException(failure))
                _ = Response.Task.Exception;
        }
    }
}
