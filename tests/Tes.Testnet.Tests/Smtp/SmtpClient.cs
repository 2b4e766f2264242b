using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Org.BouncyCastle.Tls;
using Tes.Testnet.Smtp;

namespace Tes.Testnet.Tests.Smtp;

/// <summary>A plain client that reads what comes, with a deadline for all of it.</summary>
internal sealed class SmtpClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _deadline = new(Patience);
    private readonly TcpClient _tcp = new();
    private Stream _stream = Stream.Null;

    public IReadOnlyList<byte[]> Chain { get; private set; } = [];

    public static async Task<SmtpClient> ConnectAsync(TestnetSmtp smtp, SmtpHost host, int address = 0)
    {
        var client = new SmtpClient();
        await client._tcp.ConnectAsync(new IPEndPoint(smtp.AddressesOf(host.Name)[address], smtp.Port), client._deadline.Token);
        client._stream = client._tcp.GetStream();
        return client;
    }

    /// <summary>Some octets as they come, at most <paramref name="most"/>; fewer only at the end.</summary>
    public async Task<string> ReadAsync(int most)
    {
        byte[] buffer = new byte[most];
        int count = await _stream.ReadAtLeastAsync(buffer, most, throwOnEndOfStream: false, _deadline.Token);
        return Encoding.Latin1.GetString(buffer, 0, count);
    }

    /// <summary>A whole reply; ends early where the server does.</summary>
    public async Task<string> ReplyAsync()
    {
        var text = new StringBuilder();
        string line;
        do
        {
            line = await LineAsync();
            text.Append(line);
        }
        while (line.Length > 3 && line[3] == '-');
        return text.ToString();
    }

    public async Task<string> CommandAsync(string command)
    {
        await _stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), _deadline.Token);
        return await ReplyAsync();
    }

    public async Task<SslProtocols> HandshakeAsync(string serverName)
    {
        var tls = new SslStream(_stream);
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = serverName,
                RemoteCertificateValidationCallback = (_, _, chain, _) => Keep(chain!),
                CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck },
            },
            _deadline.Token);
        _stream = tls;
        return tls.SslProtocol;
    }

    /// <summary>A handshake with the one version that is offered, by a library that still has the old ones.</summary>
    public async Task<ProtocolVersion> HandshakeAsync(ProtocolVersion offered)
    {
        var client = new OneVersionClient(offered);
        var protocol = new TlsClientProtocol(_stream);
        await Task.Run(() => protocol.Connect(client), _deadline.Token);
        _stream = protocol.Stream;
        return client.Negotiated;
    }

    public void Dispose()
    {
        _stream.Dispose();
        _tcp.Dispose();
        _deadline.Dispose();
    }

    private bool Keep(X509Chain chain)
    {
        // Everything sent, leaf first.
        Chain = [.. chain.ChainPolicy.ExtraStore.Select(certificate => certificate.RawData)];
        return true;
    }

    private async Task<string> LineAsync()
    {
        var line = new StringBuilder();
        byte[] octet = new byte[1];
        while (line.Length == 0 || line[^1] != '\n')
        {
            if (await _stream.ReadAsync(octet, _deadline.Token) == 0)
                break;
            line.Append((char)octet[0]);
        }

        return line.ToString();
    }
}
