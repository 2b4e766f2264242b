using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Org.BouncyCastle.Tls;

namespace Tes.Smtp.Tests;

/// <summary>One connection of a <see cref="ScriptedServer"/>, from the server's side.</summary>
internal sealed class ScriptedPeer(Socket socket, List<string> heard, CancellationToken stop) : IDisposable
{
    private Stream _stream = new NetworkStream(socket, ownsSocket: false);

    public Socket Socket => socket;

    public CancellationToken Stop => stop;

    /// <summary>Sends text, one octet for each character.</summary>
    public async Task SayAsync(string text) => await SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(byte[] octets)
    {
        await _stream.WriteAsync(octets, stop);
        await _stream.FlushAsync(stop);
    }

    /// <summary>Reads a command line.</summary>
    public async Task<string> HearAsync()
    {
        var line = new StringBuilder();
        var octet = new byte[1];
        while (line.Length == 0 || line[^1] != '\n')
        {
            if (await _stream.ReadAsync(octet, stop) == 0) throw new EndOfStreamException();
            line.Append((char)octet[0]);
        }
        var command = line.ToString().TrimEnd('\r', '\n');
        lock (heard) heard.Add(command);
        return command;
    }

    /// <summary>Waits until the client closes; reads beneath TLS.</summary>
    public async Task WaitForCloseAsync()
    {
        var rest = new byte[256];
        while (await socket.ReceiveAsync(rest, stop) > 0)
        {
        }
    }

    /// <summary>Greeting, EHLO with these keywords, STARTTLS and its acceptance.</summary>
    public async Task SayUpToStartTlsAsync(params string[] keywords)
    {
        await SayAsync("220 mx.test ESMTP\r\n");
        await HearAsync();
        await SayAsync(EhloReply([.. keywords, "STARTTLS"]));
        await HearAsync();
        await SayAsync("220 2.0.0 Ready to start TLS\r\n");
    }

    /// <summary>EHLO and QUIT with their replies.</summary>
    public async Task SayAfterTlsAsync(params string[] keywords)
    {
        await HearAsync();
        await SayAsync(EhloReply(keywords));
        await HearAsync();
        await SayAsync("221 2.0.0 Bye\r\n");
        await WaitForCloseAsync();
    }

    /// <summary>Reads the ClientHello: the header of its record and the rest.</summary>
    public async Task<byte[]> HearClientHelloAsync()
    {
        var header = new byte[5];
        await _stream.ReadExactlyAsync(header, stop);
        var hello = new byte[(header[3] << 8) | header[4]];
        await _stream.ReadExactlyAsync(hello, stop);
        return hello;
    }

    public async Task StartTlsAsync(SslServerAuthenticationOptions options)
    {
        var stream = new SslStream(_stream, leaveInnerStreamOpen: false);
        await stream.AuthenticateAsServerAsync(options, stop);
        _stream = stream;
    }

    public async Task StartTlsAsync(TlsServer server)
    {
        var protocol = new TlsServerProtocol(_stream);
        await Task.Run(() => protocol.Accept(server), stop);
        _stream = protocol.Stream;
    }

    public void Dispose() => _stream.Dispose();

    private static string EhloReply(string[] keywords)
    {
        string[] lines = ["mx.test", .. keywords];
        return string.Concat(lines.Select((line, index) => $"250{(index == lines.Length - 1 ? ' ' : '-')}{line}\r\n"));
    }
}
