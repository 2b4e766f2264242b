using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Tes.Dns.Messages;

namespace Tes.Resolver.Upstreams;

/// <summary>
/// One long-lived UDP socket connected to one upstream from a random port, with many queries under way at once, told apart
/// by id and question. Being connected, it takes nothing from other addresses and learns of closed ports.
/// </summary>
internal sealed class UdpChannel : IDisposable
{
    // Own limit: with half of all ids under way on one socket, so many tries fail once in a million.
    private const int MaxIdTries = 20;

    private readonly ConcurrentDictionary<ushort, Pending> _pending = new();
    private readonly Socket _socket;
    private readonly CancellationTokenSource _closing = new();

    private UdpChannel(Socket socket) => _socket = socket;

    /// <summary>Opens a socket; throws <see cref="SocketException"/> where there is no route.</summary>
    public static UdpChannel Open(IPEndPoint upstream)
    {
        var socket = new Socket(upstream.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Connect(upstream);
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }

        var channel = new UdpChannel(socket);
        _ = channel.ReceiveAsync();
        return channel;
    }

    /// <summary>Sends the query, with another id where its own is under way on this socket, and waits for its response.</summary>
    /// <returns>The response; null when one with the right id came that was no readable message.</returns>
    /// <exception cref="SocketException">The upstream's port is closed or there is no route.</exception>
    /// <exception cref="ObjectDisposedException">The channel was closed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public async Task<Message?> ExchangeAsync(Message query, CancellationToken cancellationToken)
    {
        Pending pending = Register(query);
        query = pending.Query;
        try
        {
            // Synchronous: concurrent asynchronous sends on one socket fail in runtime 10.0.12, and UDP does not block.
            _socket.Send(query.ToWire());
            return await pending.Response.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _pending.TryRemove(query.Id, out _);
        }
    }

    public void Dispose()
    {
        _closing.Cancel();
        _socket.Dispose();
        _closing.Dispose();
        foreach (Pending pending in _pending.Values)
            pending.Fail(new ObjectDisposedException(nameof(UdpChannel)));
    }

    private Pending Register(Message query)
    {
        for (int tries = 0; tries < MaxIdTries; tries++)
        {
            var pending = new Pending(query);
            if (_pending.TryAdd(query.Id, pending))
                return pending;
            query = query with { Id = Upstreams.Query.NewId() };
        }

        throw new SocketException((int)SocketError.NoBufferSpaceAvailable);
    }

    private async Task ReceiveAsync()
    {
        byte[] buffer = GC.AllocateUninitializedArray<byte>(Message.MaxLength);
        CancellationToken closing = _closing.Token;
        while (!closing.IsCancellationRequested)
        {
            try
            {
                int length = await _socket.ReceiveAsync(buffer, closing).ConfigureAwait(false);
                Deliver(buffer.AsSpan(0, length));
            }
            catch (SocketException failure)
            {
                // An ICMP error (port unreachable) concerns every query under way to this upstream.
                foreach (Pending pending in _pending.Values)
                    pending.Fail(failure);
            }
            catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Deliver(ReadOnlySpan<byte> octets)
    {
        if (octets.Length < 2 || !_pending.TryGetValue((ushort)((octets[0] << 8) | octets[1]), out Pending? pending))
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
