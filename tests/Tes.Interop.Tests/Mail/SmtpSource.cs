using System.Net.Sockets;
using System.Text;

namespace Tes.Interop.Tests.Mail;

/// <summary>Sends octets as they are, which no mail program does.</summary>
internal static class SmtpSource
{
    /// <summary>Sends messages in one session, each to a recipient of its name at sink.nord.</summary>
    /// <param name="address">The server.</param>
    /// <param name="messages">Name, and the octets between DATA and the final dot; dots at the beginning of lines are doubled here.</param>
    /// <exception cref="InvalidDataException">The server refuses something.</exception>
    public static async Task SendAsync(string address, IEnumerable<(string Name, byte[] Octets)> messages)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address, 25);
        var stream = client.GetStream();
        var lines = new OctetLines(stream);
        await ExpectAsync(lines, "220", "the connection");
        await AskAsync("EHLO source.nord", "250");
        foreach (var (name, octets) in messages)
        {
            await AskAsync("MAIL FROM:<author@signed.nord> BODY=8BITMIME", "250");
            await AskAsync($"RCPT TO:<{name}@sink.nord>", "250");
            await AskAsync("DATA", "354");
            var text = Encoding.Latin1.GetString(octets);
            // RFC 5321 §4.5.2
            await AskAsync((text.StartsWith('.') ? "." : "") + text.Replace("\r\n.", "\r\n..", StringComparison.Ordinal) + ".", "250");
        }

        await AskAsync("QUIT", "221");

        async Task AskAsync(string command, string code)
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(command + "\r\n"));
            await ExpectAsync(lines, code, command);
        }
    }

    private static async Task ExpectAsync(OctetLines lines, string code, string command)
    {
        string? line;
        do
        {
            line = await lines.NextAsync();
        }
        while (line is [_, _, _, '-', ..]);
        if (line?.StartsWith(code, StringComparison.Ordinal) != true)
        {
            throw new InvalidDataException($"{line ?? "nothing"} to {command}");
        }
    }
}
