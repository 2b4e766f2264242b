using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;

namespace Tes.Resolver.Upstreams;

/// <summary>
/// One TCP connection to an upstream, inside TLS where there is a profile for it. Queries are sent as they come, and answered
/// in any order (RFC 7766 §6.2.1.1, §7). It closes when it idles, when its peer does, and when the peer breaks the protocol.
/// </summary>
internal sealed class StreamConnection : IQueryChannel, IDisposable
{
    /// <summary>Most queries under way on one connection. Own limit: what one survey asks at a time.</summary>
    public const int MaxInFlight = 1024;

    // Own limit: TCP alone would try for minutes, and a slow handshake could go on as long as it likes.
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(5);

    // RFC 7766 §6.2.3: idle connections are closed after seconds, unless the server says more (RFC 7828 §3.4), up to what our
    // side can spare.
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MaxIdleTime = TimeSpan.FromMinutes(2);

    private const int LengthSize = 2;

    private readonly Dictionary<ushort, PendingQuery?> _pending = [];
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly UpstreamServer _server;
    private readonly TlsProfile? _tls;
    private readonly TimeProvider _time;
    private readonly Action<PendingQuery, StreamConnection, Arrival> _lost;
    private readonly ITimer _idleTimer;
    private byte[] _outgoing = new byte[512];
    private byte[] _sending = new byte[512];
    private int _outgoingLength;
    private Stream? _stream;
    private int _waitedFor;
    private TimeSpan _idleTime = IdleTime;
    private long _usedAt;
    private long _receivedAt;
    private bool _writing;
    private bool _closed;

    /// <param name="server">Where to connect to.</param>
    /// <param name="tls">How to make TLS; null for TCP.</param>
    /// <param name="lost">Takes each query that was under way when the connection ended, and what it came to.</param>
    /// <param name="time">Clock.</param>
    public StreamConnection(UpstreamServer server, TlsProfile? tls, Action<PendingQuery, StreamConnection, Arrival> lost, TimeProvider time)
    {
        _server = server;
        _tls = tls;
        _lost = lost;
        _time = time;
        _usedAt = time.GetTimestamp();
        _idleTimer = time.CreateTimer(static state => ((StreamConnection)state!).CloseWhenIdle(), this, IdleTime, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether a message has come: then an end of the connection says nothing of the server.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>Whether it takes no more queries for good.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_lock)
                return _closed;
        }
    }

    /// <summary>Whether it only waits for what is under way: its server grants it no more time (RFC 7828 §3.4).</summary>
    public bool IsDraining
    {
        get
        {
            lock (_lock)
                return !_closed && _idleTime <= TimeSpan.Zero;
        }
    }

    /// <summary>Connects. What was to be sent before is sent then.</summary>
    public void Start() => _ = RunAsync();

    /// <summary>Sends a query with an id of its own on this connection, as soon as there is one.</summary>
    /// <returns>
    /// False when the connection takes no more queries, for now or for good. True also for a query that nobody waits for any
    /// more, which is not sent.
    /// </returns>
    public bool TrySend(PendingQuery query)
    {
        Span<byte> wire = stackalloc byte[Query.MaxLength];
        lock (_lock)
        {
            // RFC 7828 §3.4: a server that grants no time wants the connection closed.
            if (_closed || _pending.Count >= MaxInFlight || _idleTime <= TimeSpan.Zero)
                return false;
            do
                query.Id = Query.NewId();
            while (!_pending.TryAdd(query.Id, query));
            if (!query.TryAttach(this))
            {
                _pending.Remove(query.Id);
                return true;
            }

            query.SentAt = _usedAt = _time.GetTimestamp();
            query.MeasuresLatency = _stream is not null;
            _waitedFor++;
            StreamOptions options = query.WithoutOptions ? StreamOptions.None : _tls is null ? StreamOptions.Keepalive : StreamOptions.KeepalivePadded;
            int length = Query.WriteStream(wire, query.Id, query.Question, options);
            Append(wire[..length]);
            if (_stream is null || _writing)
                return true;
            _writing = true;
        }

        _ = FlushAsync();
        return true;
    }

    public void Withdraw(PendingQuery query)
    {
        lock (_lock)
        {
            if (!_pending.TryGetValue(query.Id, out PendingQuery? registered) || !ReferenceEquals(registered, query))
                return;
            // The id stays taken until its answer has come and gone.
            _pending[query.Id] = null;
            _waitedFor--;
        }

        CloseWhenUnwanted();
    }

    /// <summary>
    /// Closes the connection if nothing has come over it since <paramref name="query"/> was sent. One that is still being made
    /// has its own limit, and one that has ended by itself has told of it or is about to.
    /// </summary>
    /// <returns>Whether this closed it.</returns>
    public bool CloseIfSilentSince(PendingQuery query)
    {
        PendingQuery[] left;
        lock (_lock)
        {
            // At once: were it to end by itself in between, two would tell of it, or nobody.
            if (_closed || _stream is null || _receivedAt > query.SentAt)
                return false;
            left = MarkClosed();
        }

        Abandon([.. left.Where(other => !ReferenceEquals(other, query))], other => new Arrival.Breakage(other, LookupFailureKind.Timeout, "the connection is dead"));
        return true;
    }

    public void Dispose() => Close(query => new Arrival.Closed(query));

    private void Append(ReadOnlySpan<byte> wire)
    {
        int end = _outgoingLength + LengthSize + wire.Length;
        if (end > _outgoing.Length)
            Array.Resize(ref _outgoing, Math.Max(end, 2 * _outgoing.Length));
        BinaryPrimitives.WriteUInt16BigEndian(_outgoing.AsSpan(_outgoingLength), (ushort)wire.Length);
        wire.CopyTo(_outgoing.AsSpan(_outgoingLength + LengthSize));
        _outgoingLength = end;
    }

    private async Task RunAsync()
    {
        try
        {
            Stream stream = await ConnectAsync().ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                Open(stream);
                await ReceiveAsync(stream).ConfigureAwait(false);
            }
        }
        catch (AuthenticationException)
        {
            End(LookupFailureKind.Unreachable, _tls!.Describe());
        }
        catch (OperationCanceledException)
        {
            End(LookupFailureKind.Unreachable, _tls is null ? "connecting takes too long" : "connecting and the TLS handshake take too long");
        }
        catch (Exception failure) when (failure is SocketException or IOException or ObjectDisposedException)
        {
            bool inHandshake = _tls is not null && _stream is null && failure is IOException { InnerException: not SocketException };
            End(LookupFailureKind.Unreachable, inHandshake ? _tls!.Describe() : NetworkText.Describe(failure));
        }
    }

    private async Task<Stream> ConnectAsync()
    {
        using var limit = new CancellationTokenSource(ConnectTime, _time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _closing.Token);
        var socket = new Socket(_server.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Stream? stream = null;
        try
        {
            await socket.ConnectAsync(_server.EndPoint, ending.Token).ConfigureAwait(false);
            stream = new NetworkStream(socket, ownsSocket: true);
            if (_tls is null)
                return stream;
            var encrypted = new SslStream(stream);
            stream = encrypted;
            await encrypted.AuthenticateAsClientAsync(_tls.CreateOptions(), ending.Token).ConfigureAwait(false);
            return encrypted;
        }
        catch
        {
            if (stream is not null)
                await stream.DisposeAsync().ConfigureAwait(false);
            socket.Dispose();
            throw;
        }
    }

    private void Open(Stream stream)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _stream = stream;
            if (_outgoingLength == 0)
                return;
            _writing = true;
        }

        _ = FlushAsync();
    }

    private async Task FlushAsync()
    {
        try
        {
            while (true)
            {
                Memory<byte> batch;
                lock (_lock)
                {
                    if (_outgoingLength == 0 || _closed)
                    {
                        _writing = false;
                        return;
                    }

                    (_outgoing, _sending) = (_sending, _outgoing);
                    batch = _sending.AsMemory(0, _outgoingLength);
                    _outgoingLength = 0;
                }

                await _stream!.WriteAsync(batch, _closing.Token).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (failure is SocketException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            End(LookupFailureKind.Unreachable, NetworkText.Describe(failure));
        }
    }

    private async Task ReceiveAsync(Stream stream)
    {
        byte[] buffer = new byte[4096];
        int filled = 0;
        while (true)
        {
            int count = await stream.ReadAsync(buffer.AsMemory(filled), _closing.Token).ConfigureAwait(false);
            if (count == 0)
                throw new IOException();
            filled += count;
            int read = 0;
            int needed;
            while ((needed = Needed(buffer.AsSpan(read, filled - read))) <= filled - read)
            {
                if (!TryDeliver(buffer.AsSpan(read + LengthSize, needed - LengthSize)))
                {
                    End(LookupFailureKind.Malformed, "it sent what is no DNS message, or nothing that was asked");
                    return;
                }

                read += needed;
            }

            filled -= read;
            // At most a length field and the 65,535 octets that it can name.
            if (needed > buffer.Length)
            {
                byte[] larger = new byte[needed];
                buffer.AsSpan(read, filled).CopyTo(larger);
                buffer = larger;
            }
            else
            {
                buffer.AsSpan(read, filled).CopyTo(buffer);
            }
        }
    }

    // Octets up to the end of the message that begins here.
    private static int Needed(ReadOnlySpan<byte> octets) =>
        octets.Length < LengthSize ? LengthSize : LengthSize + BinaryPrimitives.ReadUInt16BigEndian(octets);

    private bool TryDeliver(ReadOnlySpan<byte> octets)
    {
        if (octets.Length < 2)
            return false;
        ushort id = BinaryPrimitives.ReadUInt16BigEndian(octets);
        PendingQuery? query;
        lock (_lock)
        {
            // RFC 7766 §7: nothing comes but answers to what was asked.
            if (!_pending.Remove(id, out query))
                return false;
            HasAnswered = true;
            _receivedAt = _usedAt = _time.GetTimestamp();
            if (query is not null)
                _waitedFor--;
        }

        if (query is null)
            return true;
        if (!Message.TryRead(octets, out Message? response, out _))
        {
            query.Post(new Arrival.Breakage(query, LookupFailureKind.Malformed, "it sent no readable DNS message"));
            CloseWhenUnwanted();
            return true;
        }

        if (!Query.IsAnswer(id, query.Question, response))
        {
            query.Post(new Arrival.Breakage(query, LookupFailureKind.Malformed, "it answered another question"));
            return false;
        }

        TakeKeepalive(response);
        query.Post(new Arrival.Reply(query, response));
        CloseWhenUnwanted();
        return true;
    }

    private void TakeKeepalive(Message response)
    {
        // RFC 7828 §3.1: in units of 100 milliseconds
        if (!Query.TryFindOption(response, Query.KeepaliveCode, out ReadOnlySpan<byte> data) || data.Length != 2)
            return;
        TimeSpan granted = TimeSpan.FromMilliseconds(100 * BinaryPrimitives.ReadUInt16BigEndian(data));
        lock (_lock)
        {
            _idleTime = granted < MaxIdleTime ? granted : MaxIdleTime;
            if (!_closed && _idleTime > TimeSpan.Zero)
                _idleTimer.Change(_idleTime, Timeout.InfiniteTimeSpan);
        }
    }

    // RFC 7828 §3.4: a connection that is granted no time is closed with the last answer that is waited for.
    private void CloseWhenUnwanted()
    {
        lock (_lock)
        {
            if (_closed || _waitedFor > 0 || _idleTime > TimeSpan.Zero)
                return;
            MarkClosed();
        }

        _closing.Cancel();
    }

    private void CloseWhenIdle()
    {
        lock (_lock)
        {
            // Granted no time, it closes by itself.
            if (_closed || _idleTime <= TimeSpan.Zero)
                return;
            TimeSpan left = _waitedFor > 0 ? _idleTime : _idleTime - _time.GetElapsedTime(_usedAt);
            if (left > TimeSpan.Zero)
            {
                _idleTimer.Change(left, Timeout.InfiniteTimeSpan);
                return;
            }

            MarkClosed();
        }

        _closing.Cancel();
    }

    private void End(LookupFailureKind kind, string reason) => Close(query => new Arrival.Breakage(query, kind, reason));

    private void Close(Func<PendingQuery, Arrival> end)
    {
        PendingQuery[] left;
        lock (_lock)
        {
            if (_closed)
                return;
            left = MarkClosed();
        }

        Abandon(left, end);
    }

    private void Abandon(PendingQuery[] left, Func<PendingQuery, Arrival> end)
    {
        // Ends whatever reads, writes or connects; the stream is closed by RunAsync.
        _closing.Cancel();
        foreach (PendingQuery query in left)
            _lost(query, this, end(query));
    }

    // Under the lock. Returns what is still waited for.
    private PendingQuery[] MarkClosed()
    {
        _closed = true;
        PendingQuery[] left = [.. _pending.Values.OfType<PendingQuery>()];
        _pending.Clear();
        _idleTimer.Dispose();
        return left;
    }
}
