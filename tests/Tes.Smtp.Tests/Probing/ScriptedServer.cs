using System.Net;
using System.Net.Sockets;

namespace Tes.Smtp.Tests;

/// <summary>A server on loopback that plays one script with every connection, side by side. An exception of the script that is not the client's going away fails the test on disposal.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<ScriptedPeer, Task> _script;
    private readonly Task _serving;

    private ScriptedServer(Func<ScriptedPeer, Task> script)
    {
        _script = script;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _serving = ServeAsync();
    }

    public int Port { get; }

    /// <summary>What clients said in cleartext and inside TLS, without line ends.</summary>
    public List<string> Heard { get; } = [];

    public int Connections { get; private set; }

    public static ScriptedServer Start(Func<ScriptedPeer, Task> script) => new(script);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var sessions = new List<Task>();
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptAsync(_stop.Token);
            }
            catch (OperationCanceledException)
            {
                await Task.WhenAll(sessions);
                return;
            }
            Connections++;
            sessions.Add(PlayAsync(socket));
        }
    }

    private async Task PlayAsync(Socket socket)
    {
        using (socket)
        {
            socket.NoDelay = true;
            try
            {
                using var peer = new ScriptedPeer(socket, Heard, _stop.Token);
                await _script(peer);
            }
            catch (Exception end) when (end is IOException or SocketException or OperationCanceledException)
            {
                // The client went away, or the test is over
                return;
            }
        }
    }
}
