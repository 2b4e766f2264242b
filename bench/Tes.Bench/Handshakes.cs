using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Org.BouncyCastle.Crypto.Prng;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;
using Tes.Smtp;

namespace Tes.Bench;

/// <summary>
/// What sessions of a survey cost beside what they cannot do without: a connection, STARTTLS and a TLS handshake with the
/// same library, one for each address.
/// </summary>
internal static class Handshakes
{
    private const int AtOnce = 50;
    private const int WarmUp = 100;

    /// <param name="addresses">File of <c>[address]:port</c>, one a line; each counts once.</param>
    public static async Task<int> RunAsync(string addresses)
    {
        IPEndPoint[] hosts = [.. (await File.ReadAllLinesAsync(addresses)).Distinct(StringComparer.Ordinal).Select(line => IPEndPoint.Parse(line.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)))];
        using var gate = new AddressGate();
        var probe = new SmtpProbe(new ProbeOptions(), gate, TimeProvider.System);
        await MeasureAsync(hosts[..Math.Min(WarmUp, hosts.Length)], ShakeHandsAsync);
        await MeasureAsync(hosts[..Math.Min(WarmUp, hosts.Length)], HoldSessionAsync);
        await MeasureAsync(hosts[..Math.Min(WarmUp, hosts.Length)], ShakeHandsOfOpenSslAsync);
        double bare = await MeasureAsync(hosts, ShakeHandsAsync);
        double session = await MeasureAsync(hosts, HoldSessionAsync);
        double openSsl = await MeasureAsync(hosts, ShakeHandsOfOpenSslAsync);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{hosts.Length} hosts: {bare:0.00} ms of CPU for a bare handshake, {session:0.00} ms for a session of the survey, {session / bare:0.00} times as much; a bare handshake of SslStream {openSsl:0.00} ms"));
        return 0;

        async Task HoldSessionAsync(IPEndPoint host, CancellationToken stop)
        {
            ProbeReport report = await probe.ProbeAsync(host.Address, host.Port, "mx.test", stop);
            if (report.StartTls != StartTlsOutcome.Accepted || report.Failure is not null)
                throw new IOException($"{host}: {report.Failure}");
        }
    }

    /// <returns>Milliseconds of CPU for each host.</returns>
    private static async Task<double> MeasureAsync(IPEndPoint[] hosts, Func<IPEndPoint, CancellationToken, Task> meet)
    {
        using var process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        await Parallel.ForEachAsync(hosts, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (host, stop) => await meet(host, stop));
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMilliseconds / hosts.Length;
    }

    private static Task ShakeHandsAsync(IPEndPoint host, CancellationToken stop) => MeetAsync(host, stream => ShakeAsync(stream, stop), stop);

    private static Task ShakeHandsOfOpenSslAsync(IPEndPoint host, CancellationToken stop) => MeetAsync(host, async stream =>
    {
        await using var tls = new SslStream(stream);
#pragma warning disable CA5359 // Whose certificate it is does not matter here.
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "mx.test", RemoteCertificateValidationCallback = (_, _, _, _) => true, AllowTlsResume = false }, stop);
#pragma warning restore CA5359
        await tls.ShutdownAsync();
    }, stop);

    private static async Task MeetAsync(IPEndPoint host, Func<NetworkStream, Task> shake, CancellationToken stop)
    {
        using var socket = new Socket(host.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(host, stop);
        await using var stream = new NetworkStream(socket);
        await ReadReplyAsync(stream, stop);
        await stream.WriteAsync("EHLO bench.test\r\n"u8.ToArray(), stop);
        await ReadReplyAsync(stream, stop);
        await stream.WriteAsync("STARTTLS\r\n"u8.ToArray(), stop);
        await ReadReplyAsync(stream, stop);
        await shake(stream);
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

    // As the probe does: the library's own generator is dearer.
    private static readonly SecureRandom SystemRandom = new(new CryptoApiRandomGenerator());

    private sealed class Client() : DefaultTlsClient(new BcTlsCrypto(SystemRandom))
    {
        public bool IsDone { get; private set; }

        // As the probe does: a share for the hybrid group as well, and SHA-384 in the suite that is chosen.
        public override IList<int> GetEarlyKeyShareGroups() => [NamedGroup.X25519MLKEM768, NamedGroup.x25519];

        public override void NotifyHandshakeComplete()
        {
            base.NotifyHandshakeComplete();
            IsDone = true;
        }

        public override TlsAuthentication GetAuthentication() => new Anyone();

        protected override int[] GetSupportedCipherSuites() => [CipherSuite.TLS_AES_256_GCM_SHA384, .. base.GetSupportedCipherSuites()];

        protected override IList<int> GetSupportedGroups(IList<int> namedGroupRoles) => [NamedGroup.X25519MLKEM768, NamedGroup.x25519, NamedGroup.secp256r1];
    }

    private sealed class Anyone : TlsAuthentication
    {
        public void NotifyServerCertificate(TlsServerCertificate serverCertificate)
        {
        }

        public TlsCredentials? GetClientCredentials(CertificateRequest certificateRequest) => null;
    }
}
