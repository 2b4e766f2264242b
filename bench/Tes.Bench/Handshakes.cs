using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace Tes.Bench;

/// <summary>Nothing but TLS handshakes behind STARTTLS, one for each address, with the library of the probe: what a survey cannot do without.</summary>
internal static class Handshakes
{
    private const int AtOnce = 50;

    /// <param name="addresses">File of <c>[address]:port</c>, one a line; each counts once.</param>
    public static async Task<int> RunAsync(string addresses)
    {
        IPEndPoint[] hosts = [.. (await File.ReadAllLinesAsync(addresses)).Distinct(StringComparer.Ordinal).Select(line => IPEndPoint.Parse(line.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)))];
        long start = Stopwatch.GetTimestamp();
        int done = 0;
        await Parallel.ForEachAsync(hosts, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (host, stop) =>
        {
            using var socket = new Socket(host.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(host, stop);
            await using var stream = new NetworkStream(socket);
            await ReadReplyAsync(stream, stop);
            await stream.WriteAsync("EHLO bench.test\r\n"u8.ToArray(), stop);
            await ReadReplyAsync(stream, stop);
            await stream.WriteAsync("STARTTLS\r\n"u8.ToArray(), stop);
            await ReadReplyAsync(stream, stop);
            await ShakeAsync(stream, stop);
            Interlocked.Increment(ref done);
        });
        TimeSpan cpu = Process.GetCurrentProcess().TotalProcessorTime;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done} handshakes in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s, {cpu.TotalMilliseconds / done:0.00} ms of CPU each, {cpu.TotalSeconds:0.0} s in all"));
        return done == hosts.Length ? 0 : 1;
    }

    private static async Task ShakeAsync(NetworkStream stream, CancellationToken stop)
    {
        var protocol = new TlsClientProtocol();
        var client = new Client();
        protocol.Connect(client);
        byte[] buffer = new byte[16 * 1024];
        while (!client.IsDone)
        {
            await FlushAsync(protocol, stream, buffer, stop);
            int read = await stream.ReadAsync(buffer, stop);
            if (read == 0)
                throw new IOException("The connection ended within the handshake.");
            protocol.OfferInput(buffer, 0, read);
        }

        await FlushAsync(protocol, stream, buffer, stop);
        protocol.Close();
        await FlushAsync(protocol, stream, buffer, stop);
    }

    private static async Task FlushAsync(TlsClientProtocol protocol, NetworkStream stream, byte[] buffer, CancellationToken stop)
    {
        while (protocol.GetAvailableOutputBytes() > 0)
        {
            int count = protocol.ReadOutput(buffer, 0, buffer.Length);
            await stream.WriteAsync(buffer.AsMemory(0, count), stop);
        }
    }

    private static async Task ReadReplyAsync(NetworkStream stream, CancellationToken stop)
    {
        byte[] buffer = new byte[4096];
        int length = 0;
        while (length < 4 || buffer[length - 1] != '\n' || !IsLast(buffer.AsSpan(0, length)))
            length += await stream.ReadAsync(buffer.AsMemory(length), stop) is > 0 and var read ? read : throw new IOException("The connection ended.");
    }

    private static bool IsLast(ReadOnlySpan<byte> reply)
    {
        string line = Encoding.ASCII.GetString(reply).TrimEnd().Split('\n')[^1];
        return line.Length > 3 && line[3] == ' ';
    }

    private sealed class Client() : DefaultTlsClient(new BcTlsCrypto(new SecureRandom()))
    {
        public bool IsDone { get; private set; }

        public override void NotifyHandshakeComplete()
        {
            base.NotifyHandshakeComplete();
            IsDone = true;
        }

        public override TlsAuthentication GetAuthentication() => new Anyone();
    }

    private sealed class Anyone : TlsAuthentication
    {
        public void NotifyServerCertificate(TlsServerCertificate serverCertificate)
        {
        }

        public TlsCredentials? GetClientCredentials(CertificateRequest certificateRequest) => null;
    }
}
