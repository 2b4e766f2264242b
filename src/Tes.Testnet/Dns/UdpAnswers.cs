using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Tes.Testnet.Dns;

/// <summary>
/// Answers on one UDP socket, from a thread of its own that waits in the socket: asynchronously each datagram cost two more system
/// calls and a change of threads, half of what an answer takes. While answers are late it looks every millisecond for what is due and
/// for what has come, so that a survey's thousands of questions a second do not wake it one by one.
/// </summary>
internal sealed class UdpAnswers : IAsyncDisposable
{
    // What servers under load ask for: the burst of a survey is more than the 200 datagrams that the system keeps by default.
    private const int ReceiveBuffer = 4 << 20;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly IDnsAnswers _dns;
    private readonly Socket _socket;
    private readonly EndPoint _endPoint;
    // In the order in which they are due: all are late by the same.
    private readonly Queue<LateReply> _late = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _stopping;

    /// <param name="dns">What is said.</param>
    /// <param name="socket">Bound; it is disposed of with this.</param>
    public UdpAnswers(IDnsAnswers dns, Socket socket)
    {
        _dns = dns;
        _socket = socket;
        _endPoint = socket.LocalEndPoint!;
        socket.ReceiveBufferSize = ReceiveBuffer;
        new Thread(Run) { IsBackground = true, Name = $"DNS {_endPoint}" }.Start();
    }

    /// <summary>Ends the thread and closes the socket. Replies that are not due yet are not sent.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        Wake();
        _socket.Dispose();
        await _ended.Task.ConfigureAwait(false);
    }

    private bool HasCome => _socket.Poll(TimeSpan.Zero, SelectMode.SelectRead);

    private void Run()
    {
        try
        {
            Serve();
            _ended.SetResult();
        }
        catch (Exception exception)
        {
            // Whoever disposes of this learns of it.
            _ended.SetException(exception);
        }
    }

    // Not everywhere does a socket that is closed end a wait in it.
    private void Wake()
    {
        try
        {
            using var waker = new Socket(_endPoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            waker.SendTo([], _endPoint);
        }
        catch (SocketException)
        {
            // Then nobody listens, or there are datagrams enough to wake it.
        }
    }

    private void Serve()
    {
        byte[] buffer = new byte[ushort.MaxValue];
        var sender = new SocketAddress(_endPoint.AddressFamily);
        while (!_stopping)
        {
            try
            {
                if (_late.Count > 0)
                {
                    Thread.Sleep(Tick);
                    SendDue();
                    if (!HasCome)
                        continue;
                }

                do
                {
                    Answer(buffer.AsSpan(0, _socket.ReceiveFrom(buffer, SocketFlags.None, sender)), sender);
                    SendDue();
                }
                while (_late.Count > 0 && HasCome);
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // A client went away: the error of its port is reported to the next receive.
            }
        }
    }

    private void Answer(ReadOnlySpan<byte> query, SocketAddress sender)
    {
        if (_dns.Answer(query, DnsTransport.Udp) is not { } reply)
            return;
        if (_dns.Latency == TimeSpan.Zero)
            Send(reply, sender);
        else
            _late.Enqueue(new LateReply(reply, Copy(sender), Stopwatch.GetTimestamp() + (long)(_dns.Latency.TotalSeconds * Stopwatch.Frequency)));
    }

    private void SendDue()
    {
        long now = Stopwatch.GetTimestamp();
        while (_late.TryPeek(out LateReply? first) && first.Due <= now)
        {
            Send(first.Reply, first.To);
            _late.Dequeue();
        }
    }

    private void Send(byte[] reply, SocketAddress to)
    {
        try
        {
            _socket.SendTo(reply, SocketFlags.None, to);
        }
        catch (SocketException)
        {
            // The client is gone; a lost datagram is what UDP makes of that.
        }
    }

    private static SocketAddress Copy(SocketAddress address)
    {
        var copy = new SocketAddress(address.Family, address.Size);
        address.Buffer.Span[..address.Size].CopyTo(copy.Buffer.Span);
        return copy;
    }

    private sealed record LateReply(byte[] Reply, SocketAddress To, long Due);
}
