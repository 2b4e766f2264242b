using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Tes.Testnet.Certificates;

namespace Tes.Testnet.Smtp;

/// <summary>One address of a host.</summary>
internal sealed class HostListener : IAsyncDisposable
{
    // Own limit: a client that does nothing must not hold a session for ever.
    private static readonly TimeSpan SessionTime = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<SmtpSession, (Socket Client, Task Serving)> _open = new(ReferenceEqualityComparer.Instance);
    private readonly List<Socket> _fillers = [];
    private readonly SmtpHost _host;
    private readonly Func<string?, CertificateChain> _chain;
    private readonly Action<SmtpSession> _note;
    private readonly Socket _socket;
    private readonly Task _accepting;

    /// <summary>Binds and, unless the declaration says otherwise, accepts.</summary>
    /// <exception cref="SocketException">Address or port cannot be had.</exception>
    public HostListener(SmtpHost host, Func<string?, CertificateChain> chain, IPEndPoint endPoint, Action<SmtpSession> note)
    {
        _host = host;
        _chain = chain;
        _note = note;
        _socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _socket.Bind(endPoint);
            EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
            if (host.Listening == Listening.Accepts)
                _socket.Listen();
            else if (host.Listening == Listening.Unanswered)
                ListenWithFullQueue();
        }
        catch (SocketException)
        {
            _socket.Dispose();
            throw;
        }

        // Bound without listening, an address refuses connections.
        _accepting = host.Listening == Listening.Accepts ? AcceptAsync() : Task.CompletedTask;
    }

    public IPEndPoint EndPoint { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _socket.Dispose();
        foreach (Socket filler in _fillers)
            filler.Dispose();
        await _accepting.ConfigureAwait(false);
        await Task.WhenAll(_open.Values.Select(session => session.Serving)).ConfigureAwait(false);
        _stop.Dispose();
    }

    // Linux drops the SYN of whoever comes when the queue of connections to be accepted is full, as a firewall would.
    private void ListenWithFullQueue()
    {
        _socket.Listen(0);
        for (int i = 0; i < 2; i++)
        {
            var filler = new Socket(EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            _fillers.Add(filler);
            try
            {
                filler.Connect(EndPoint);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
            {
                // On its way, and stays so.
            }
        }
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await _socket.AcceptAsync(_stop.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // The client was gone before it was accepted.
                continue;
            }

            var session = new SmtpSession(_host.Name, EndPoint.Address, _open.Values.Count(other => IsOpen(other.Client)));
            _note(session);
            Task serving = ServeAsync(client, session);
            _open.TryAdd(session, (client, serving));
            _ = serving.ContinueWith(_ => _open.TryRemove(session, out (Socket Client, Task Serving) _), TaskScheduler.Default);
        }
    }

    // A client that has closed and comes again must not meet itself because this side was slow to notice.
    private static bool IsOpen(Socket client)
    {
        try
        {
            return !(client.Poll(0, SelectMode.SelectRead) && client.Available == 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Reset, or closed on this side in the meantime.
            return false;
        }
    }

    private async Task ServeAsync(Socket client, SmtpSession session)
    {
        client.NoDelay = true;
        var stream = new NetworkStream(client, ownsSocket: true);
        await using (stream.ConfigureAwait(false))
        {
            using var time = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            time.CancelAfter(SessionTime);
            try
            {
                await new SmtpDialogue(_host, _chain, session, new CleartextConnection(stream, _host.Latency)).RunAsync(time.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The client closed or broke TLS, took too long, or the test net stops: each ends the session.
            }
        }
    }
}
