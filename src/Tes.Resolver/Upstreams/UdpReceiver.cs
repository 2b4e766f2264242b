using System.Net.Sockets;
using Tes.Dns.Messages;

namespace Tes.Resolver.Upstreams;

/// <summary>
/// Receives for the sockets to one upstream, on a thread that lives while something is waited for. Asynchronously every datagram
/// would wake a thread of the runtime that finds out which socket it came to, and that one another, which takes longer than to read it.
/// Where many come, as in a survey, it looks once a millisecond in place of being woken by each.
/// </summary>
internal sealed class UdpReceiver
{
    // Own choice: so many at once are many.
    private const int BusyBurst = 2;

    // Windows sleeps for 16 ms where it is asked for one.
    private static readonly bool Pauses = !OperatingSystem.IsWindows();
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(1);

    // Own choices: the longest until a socket is noticed that was opened meanwhile (16 ms on Windows), and until the thread of an
    // upstream ends that is asked nothing.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private volatile UdpChannel[] _channels = [];
    private bool _isRunning;

    /// <summary>Whether its thread lives.</summary>
    public bool IsRunning => Volatile.Read(ref _isRunning);

    /// <summary>Takes on a channel, until it closes.</summary>
    public void Add(UdpChannel channel)
    {
        lock (_lock)
            _channels = [.. _channels, channel];
    }

    /// <summary>Lets a closed channel go.</summary>
    public void Remove(UdpChannel channel)
    {
        lock (_lock)
            _channels = [.. _channels.Where(other => other != channel)];
    }

    /// <summary>A query was registered with one of the channels.</summary>
    /// <exception cref="OutOfMemoryException">The system gives no more threads.</exception>
    public void Wake()
    {
        if (IsRunning)
            return;
        lock (_lock)
        {
            if (_isRunning)
                return;
            _isRunning = true;
        }

        try
        {
            new Thread(Run) { IsBackground = true, Name = "DNS responses" }.UnsafeStart();
        }
        catch (OutOfMemoryException)
        {
            // The next query tries again.
            lock (_lock)
                _isRunning = false;
            throw;
        }
    }

    private void Run()
    {
        byte[] buffer = GC.AllocateUninitializedArray<byte>(Message.MaxLength);
        List<Socket> waiting = [];
        long idleSince = Environment.TickCount64;
        while (true)
        {
            int taken = 0;
            bool isExpecting = false, isMoreThere = false;
            foreach (UdpChannel channel in _channels)
            {
                int burst = channel.Receive(buffer);
                taken += burst;
                isMoreThere |= burst == UdpChannel.MaxBurst;
                isExpecting |= channel.IsExpecting;
            }

            // What nobody asked for keeps nothing alive.
            if (isExpecting)
                idleSince = Environment.TickCount64;
            else if (Environment.TickCount64 - idleSince >= Linger.TotalMilliseconds && TryEnd())
                return;
            if (isMoreThere)
                continue;
            if (taken >= BusyBurst && Pauses)
                Thread.Sleep(BusyPause);
            else
                WaitForAny(waiting);
        }
    }

    // A query is registered before this is woken for it: either it is seen here, or whoever sends it finds that nothing runs.
    private bool TryEnd()
    {
        lock (_lock)
        {
            _isRunning = false;
            if (!Array.Exists(_channels, channel => channel.IsExpecting))
                return true;
            _isRunning = true;
            return false;
        }
    }

    private void WaitForAny(List<Socket> sockets)
    {
        sockets.Clear();
        foreach (UdpChannel channel in _channels)
            sockets.Add(channel.Socket);
        if (sockets.Count == 0)
        {
            Thread.Sleep(Look);
            return;
        }

        try
        {
            Socket.Select(sockets, null, null, Look);
        }
        catch (ObjectDisposedException)
        {
            // One was closed meanwhile, and is no longer among the channels, or will not be in a moment.
        }
        catch (SocketException)
        {
            // The same, or the system cannot wait in so many: then they are looked at without.
            Thread.Sleep(Look);
        }
    }
}
