using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Tes.Dns.Messages;

namespace Tes.Resolver.Tests.Upstreams;

/// <summary>A server on loopback that does on each TCP or TLS connection what a test says, all connections side by side.</summary>
internal sealed class StreamServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentBag<Task> _serving = [];
    private readonly Task _accepting;
    private int _accepted;

    /// <param name="serve">What becomes of a connection, which is closed afterwards.</param>
    /// <param name="certificate">With it, TLS is made first.</param>
    public StreamServer(Func<Peer, Task> serve, X509Certificate2? certificate = null)
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        EndPoint = (IPEndPoint)_listener.LocalEndPoint!;
        _accepting = AcceptAsync(serve, certificate);
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>Connections so far.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_serving);
        _stop.Dispose();
    }

    private async Task AcceptAsync(Func<Peer, Task> serve, X509Certificate2? certificate)
    {
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptAsync(_stop.Token);
                _serving.Add(ServeAsync(socket, Interlocked.Increment(ref _accepted), serve, certificate));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(Socket socket, int number, Func<Peer, Task> serve, X509Certificate2? certificate)
    {
        try
        {
            await using var plain = new NetworkStream(socket, ownsSocket: true);
            if (certificate is null)
            {
                await serve(new Peer(plain, number, null, _stop.Token));
                return;
            }

            await using var encrypted = new SslStream(plain);
            string? name = null;
            await encrypted.AuthenticateAsServerAsync((_, hello, _, _) =>
            {
                name = hello.ServerName;
                return ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificate = certificate });
            }, null, _stop.Token);
            await serve(new Peer(encrypted, number, name, _stop.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException or SocketException or IOException or AuthenticationException)
        {
            // Stopped, or the client is gone.
        }
    }

    /// <summary>One connection.</summary>
    internal sealed class Peer(Stream stream, int number, string? serverName, CancellationToken stopped)
    {
        /// <summary>1 for the first.</summary>
        public int Number { get; } = number;

        /// <summary>The name that TLS was asked for (SNI).</summary>
        public string? ServerName { get; } = serverName;

        /// <summary>Length of the last query.</summary>
        public int QueryLength { get; private set; }

        /// <summary>Ends when the server stops.</summary>
        public Task Silence => new TaskCompletionSource().Task.WaitAsync(stopped);

        public async Task<Message> ReadAsync()
        {
            byte[] length = new byte[2];
            await stream.ReadExactlyAsync(length, stopped);
            byte[] octets = new byte[QueryLength = BinaryPrimitives.ReadUInt16BigEndian(length)];
            await stream.ReadExactlyAsync(octets, stopped);
            return Message.TryRead(octets, out Message? query, out _) ? query : throw new InvalidOperationException("The resolver sent a malformed query.");
        }

        public async Task WriteAsync(ReadOnlyMemory<byte> octets) => await stream.WriteAsync(octets, stopped);

        public Task ReplyAsync(byte[] message) => WriteAsync(ScriptedServer.Framed(message));
    }
}
