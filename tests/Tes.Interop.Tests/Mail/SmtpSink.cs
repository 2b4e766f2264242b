using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tes.Interop.Tests.Mail;

/// <summary>A mail server that takes every message and keeps it as it came, octet by octet.</summary>
internal sealed class SmtpSink : IDisposable
{
    private readonly TcpListener _listener;
    private readonly ConcurrentDictionary<string, byte[]> _messages = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Exception> _failures = new();

    private SmtpSink(string address) => _listener = new TcpListener(IPAddress.Parse(address), 0);

    /// <summary>The messages so far, by the local part of their recipient.</summary>
    /// <exception cref="AggregateException">A session did not go as SMTP does.</exception>
    public IReadOnlyDictionary<string, byte[]> Messages => _failures.IsEmpty ? _messages : throw new AggregateException(_failures);

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static SmtpSink Start(string address)
    {
        var sink = new SmtpSink(address);
        sink._listener.Start();
        _ = sink.AcceptAsync();
        return sink;
    }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync();
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // The end: it has been disposed of.
                return;
            }

            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                await ServeAsync(client.GetStream(), new OctetLines(client.GetStream()));
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or TimeoutException)
        {
            _failures.Enqueue(exception);
        }
    }

    private async Task ServeAsync(NetworkStream stream, OctetLines lines)
    {
        var recipient = "";
        await ReplyAsync(stream, "220 sink");
        while (await lines.NextAsync() is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            // Postfix is gone before a reply to this could come.
            if (verb == "QUIT")
            {
                return;
            }

            if (verb == "RCPT")
            {
                recipient = line.Split('<', '@')[1];
            }
            else if (verb == "DATA")
            {
                await ReplyAsync(stream, "354 go on");
                var message = new StringBuilder();
                while (await lines.NextAsync() is { } text && text != ".")
                {
                    // RFC 5321 §4.5.2
                    message.Append(text.StartsWith('.') ? text[1..] : text).Append("\r\n");
                }

                _messages[recipient] = Encoding.Latin1.GetBytes(message.ToString());
            }

            await ReplyAsync(stream, verb == "EHLO" ? "250-sink\r\n250 8BITMIME" : "250 ok");
        }
    }

    private static async Task ReplyAsync(NetworkStream stream, string reply) => await stream.WriteAsync(Encoding.ASCII.GetBytes(reply + "\r\n"));
}
