using System.Net;
using System.Net.Sockets;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;

namespace Tes.Resolver.Upstreams;

/// <summary>
/// One UDP socket connected to one upstream from a random port, with many queries under way at once, told apart by id and
/// question. Being connected, it takes nothing from other addresses and learns of closed ports.
/// </summary>
internal sealed class UdpChannel : IQueryChannel, IDisposable
{
    /// <summary>Most datagrams that <see cref="Receive"/> takes. Own limit: then it is another socket's turn.</summary>
    public const int MaxBurst = 64;

    // Own limit: what forgers sent while nothing was asked; the receive buffer holds about as many.
    private const int MaxUnasked = 1500;

    // Own limit: with half of all ids under way on one socket, so many tries fail once in a million.
    private const int MaxIdTries = 20;

    // Own choice: a few hundred responses at once; the system grants what it allows.
    private const int ReceiveBuffer = 1 << 20;

    // RFC 1035 §4.1.1
    private const int HeaderLength = 12;

    // Own limit: a send buffer that stays full for longer loses the datagram, as anything on its way may.
    private static readonly TimeSpan SendWait = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<ushort, PendingQuery> _pending = [];
    private readonly Lock _lock = new();
    private readonly Socket _socket;
    private readonly UdpReceiver _receiver;
    private readonly CookieJar _cookies;
    private readonly TimeProvider _time;
    private readonly ServerHealth _health;
    private bool _retired;
    private bool _disposed;

    private UdpChannel(Socket socket, UdpReceiver receiver, CookieJar cookies, ServerHealth health, TimeProvider time)
    {
        _socket = socket;
        _receiver = receiver;
        _cookies = cookies;
        _health = health;
        _time = time;
        OpenedAt = time.GetTimestamp();
    }

    /// <summary>Time stamp of opening.</summary>
    public long OpenedAt { get; }

    /// <summary>Queries sent.</summary>
    public int Sent { get; private set; }

    /// <summary>Whether the socket is closed.</summary>
    public bool IsClosed => Volatile.Read(ref _disposed);

    /// <summary>What the receiver waits in.</summary>
    public Socket Socket => _socket;

    /// <summary>Whether a query is under way.</summary>
    public bool IsExpecting
    {
        get
        {
            lock (_lock)
                return _pending.Count > 0;
        }
    }

    /// <summary>Opens a socket; throws <see cref="SocketException"/> where there is no route.</summary>
    public static UdpChannel Open(IPEndPoint upstream, UdpReceiver receiver, CookieJar cookies, ServerHealth health, TimeProvider time)
    {
        var socket = new Socket(upstream.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.ReceiveBufferSize = ReceiveBuffer;
            socket.Connect(upstream);
            socket.Blocking = false;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }

        var channel = new UdpChannel(socket, receiver, cookies, health, time);
        receiver.Add(channel);
        return channel;
    }

    /// <summary>Sends a query with an id of its own on this socket.</summary>
    /// <returns>False when the channel takes no more queries.</returns>
    /// <exception cref="SocketException">There is no route, or the port was found closed.</exception>
    public bool TrySend(PendingQuery query)
    {
        if (!TryRegister(query, out bool isAlone))
            return false;
        Span<byte> wire = stackalloc byte[Query.MaxLength];
        ushort payloadSize = query.Course == Course.SmallDatagram ? Query.SmallUdpPayloadSize : Query.UdpPayloadSize;
        int length = Query.WriteDatagram(wire, query.Id, query.Question, payloadSize, query.Cookie);
        try
        {
            if (isAlone)
                DiscardUnasked();
            _receiver.Wake();
            Send(wire[..length]);
            return true;
        }
        catch (ObjectDisposedException)
        {
            // Closed in this moment: where it was found by then, what came of the query has been posted.
            return !TryWithdraw(query);
        }
        catch (Exception failure) when (failure is SocketException or OutOfMemoryException)
        {
            Withdraw(query);
            throw;
        }
    }

    /// <summary>Takes and delivers what has come, without waiting.</summary>
    /// <param name="buffer">Room for the longest message.</param>
    /// <returns>How many datagrams, up to <see cref="MaxBurst"/>: then there may be more.</returns>
    /// <remarks>Never throws: it runs on a thread that nobody looks after. Whatever goes wrong breaks this channel and what is under way on it.</remarks>
    public int Receive(Span<byte> buffer)
    {
        try
        {
            return ReceiveBurst(buffer);
        }
#pragma warning disable CA1031 // Reported to everybody who waits for this channel.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Close(query => new Arrival.Breakage(query, LookupFailureKind.Unreachable, failure.Message));
            return 0;
        }
    }

    private int ReceiveBurst(Span<byte> buffer)
    {
        for (int taken = 0; taken < MaxBurst; taken++)
        {
            try
            {
                int length = _socket.Receive(buffer, SocketFlags.None, out SocketError error);
                if (error == SocketError.WouldBlock)
                    return taken;
                if (error != SocketError.Success)
                {
                    // An ICMP error (port unreachable) concerns every query under way to this upstream; the next ones get a new socket.
                    string reason = NetworkText.Describe(new SocketException((int)error));
                    Close(query => new Arrival.Breakage(query, LookupFailureKind.Unreachable, reason));
                    return taken;
                }

                Deliver(buffer[..length]);
            }
            catch (ObjectDisposedException)
            {
                return taken;
            }
        }

        return MaxBurst;
    }

    public void Withdraw(PendingQuery query) => TryWithdraw(query);

    /// <summary>Takes no more queries, and closes when those under way have ended.</summary>
    public void Retire()
    {
        lock (_lock)
        {
            _retired = true;
            if (_pending.Count > 0)
                return;
        }

        Dispose();
    }

    public void Dispose() => Close(query => new Arrival.Closed(query));

    // False: it was not under way here any more.
    private bool TryWithdraw(PendingQuery query)
    {
        bool wasRegistered;
        lock (_lock)
        {
            wasRegistered = _pending.TryGetValue(query.Id, out PendingQuery? registered) && ReferenceEquals(registered, query) && _pending.Remove(query.Id);
            if (!_retired || _pending.Count > 0)
                return wasRegistered;
        }

        Dispose();
        return wasRegistered;
    }

    private bool TryRegister(PendingQuery query, out bool isAlone)
    {
        isAlone = false;
        query.Cookie = query.WithoutOptions ? [] : _cookies.Current;
        query.SentAt = _time.GetTimestamp();
        lock (_lock)
        {
            if (_retired || _disposed)
                return false;
            for (int tries = 0; tries < MaxIdTries; tries++)
            {
                query.Id = Query.NewId();
                if (!_pending.TryAdd(query.Id, query))
                    continue;
                // Nothing sends a datagram for those who have gone.
                if (!query.TryAttach(this))
                    throw new InvalidOperationException("A query was withdrawn before it was sent.");
                Sent++;
                isAlone = _pending.Count == 1;
                return true;
            }
        }

        throw new SocketException((int)SocketError.NoBufferSpaceAvailable);
    }

    // What came while nothing was asked is late or forged: it says nothing of the server as it is now, and takes room from the response.
    private void DiscardUnasked()
    {
        Span<byte> nothing = stackalloc byte[1];
        for (int i = 0; i < MaxUnasked; i++)
        {
            _socket.Receive(nothing, SocketFlags.None, out SocketError error);
            if (error == SocketError.WouldBlock)
                return;
        }
    }

    // Synchronous: concurrent asynchronous sends on one socket fail in runtime 10.0.12.
    private void Send(ReadOnlySpan<byte> datagram)
    {
        _socket.Send(datagram, SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock && _socket.Poll(SendWait, SelectMode.SelectWrite))
            _socket.Send(datagram, SocketFlags.None, out error);
        if (error is not (SocketError.Success or SocketError.WouldBlock))
            throw new SocketException((int)error);
    }

    private void Deliver(ReadOnlySpan<byte> octets)
    {
        // RFC 1035 §4.1.1: the top bit after the id makes it a response.
        if (octets.Length < HeaderLength || octets[2] < 0x80)
            return;
        PendingQuery? query;
        lock (_lock)
            _pending.TryGetValue((ushort)((octets[0] << 8) | octets[1]), out query);
        if (query is null)
        {
            // Too late, most likely: the server lives, if slowly.
            _health.Hear(_time.GetTimestamp());
            return;
        }

        // What is unreadable or answers something else is forged or late, so the wait goes on (RFC 5452 §9.1).
        if (!Message.TryRead(octets, out Message? response, out _))
            query.Doubtful = true;
        else if (!Query.IsAnswer(query.Id, query.Question, response))
            return;
        else if (query.Cookie.Length > 0 && !_cookies.Accepts(query.Cookie, response))
            query.Doubtful = true;
        else
            Take(query, response);
    }

    private void Take(PendingQuery query, Message response)
    {
        _health.Hear(_time.GetTimestamp());
        query.Post(new Arrival.Reply(query, response));
    }

    private void Close(Func<PendingQuery, Arrival> end)
    {
        PendingQuery[] left;
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
            left = [.. _pending.Values];
            _pending.Clear();
        }

        _receiver.Remove(this);
        _socket.Dispose();
        foreach (PendingQuery query in left)
            query.Post(end(query));
    }
}
