using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests.Dmarc;

/// <summary>A mail server's side of a session with a milter (version 6 of the protocol of libmilter): one message, and what the filter adds to it.</summary>
internal sealed class MilterSession : IDisposable
{
    private const int Version = 6;

    // All that a filter may do to a message, and none of the steps left out.
    private const int AllActions = 0x1ff;
    private const int NoOptions = 0;

    private readonly TcpClient _client = new();

    /// <returns>True when a filter takes sessions there.</returns>
    public static async Task<bool> AnswersAsync(string address, int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Shows a message to the filter.</summary>
    /// <returns>The header fields that it adds, name and value.</returns>
    public async Task<IReadOnlyList<(string Name, string Value)>> ShowAsync(string address, int port, string mailFrom, IReadOnlyList<(string Name, string Value)> header, string body)
    {
        await _client.ConnectAsync(address, port);
        var options = new byte[12];
        BinaryPrimitives.WriteInt32BigEndian(options, Version);
        BinaryPrimitives.WriteInt32BigEndian(options.AsSpan(4), AllActions);
        BinaryPrimitives.WriteInt32BigEndian(options.AsSpan(8), NoOptions);
        await AskAsync('O', options);
        await AskAsync('C', [.. Text("client.nord"), (byte)'4', 0, 25, .. Text("192.0.2.200")]);
        await AskAsync('H', Text("client.nord"));
        await AskAsync('M', Text($"<{mailFrom}>"));
        await AskAsync('R', Text("<receiver@receiver.nord>"));
        foreach (var (name, value) in header)
        {
            await AskAsync('L', [.. Text(name), .. Text(value)]);
        }

        await AskAsync('N', []);
        await AskAsync('B', Encoding.ASCII.GetBytes(body));
        await SendAsync('E', []);
        var added = new List<(string, string)>();
        while (true)
        {
            var (kind, content) = await ReceiveAsync();
            if (kind is 'a' or 'c')
            {
                return added;
            }

            // h: name and value; i: the same behind a position
            if (kind is 'h' or 'i')
            {
                var parts = Encoding.UTF8.GetString(content[(kind == 'i' ? 4 : 0)..]).Split('\0');
                added.Add((parts[0], parts[1]));
            }
            else
            {
                throw new InvalidDataException($"the filter says {kind}");
            }
        }
    }

    public void Dispose() => _client.Dispose();

    private static byte[] Text(string text) => Encoding.ASCII.GetBytes(text + "\0");

    // The filter goes on after each step, or has accepted the message already.
    private async Task AskAsync(char command, byte[] content)
    {
        await SendAsync(command, content);
        var (kind, _) = await ReceiveAsync();
        if (kind is not ('c' or 'O'))
        {
            throw new InvalidDataException($"the filter says {kind} to {command}");
        }
    }

    private async Task SendAsync(char command, byte[] content)
    {
        var packet = new byte[5 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(packet, content.Length + 1);
        packet[4] = (byte)command;
        content.CopyTo(packet, 5);
        await _client.GetStream().WriteAsync(packet);
    }

    private Task<(char Kind, byte[] Content)> ReceiveAsync() => Waiting.ForAnswerAsync(async cancellation =>
    {
        var length = new byte[4];
        await _client.GetStream().ReadExactlyAsync(length, cancellation);
        var packet = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
        await _client.GetStream().ReadExactlyAsync(packet, cancellation);
        return ((char)packet[0], packet[1..]);
    });
}
