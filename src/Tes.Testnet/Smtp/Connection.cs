using System.Text;

namespace Tes.Testnet.Smtp;

/// <summary>One layer of a connection, seen by lines.</summary>
internal abstract class Connection
{
    // Own limit, far above RFC 5321 §4.5.3.1.4's 512: a client that sends more is not one that is tested here.
    private const int MaxLineLength = 8192;

    private readonly List<byte> _pending = [];

    /// <summary>Reads some octets; 0 at the end.</summary>
    public abstract ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    public abstract ValueTask WriteAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken);

    /// <summary>Writes each character as one octet.</summary>
    public ValueTask WriteAsync(string characters, CancellationToken cancellationToken) =>
        WriteAsync(Encoding.Latin1.GetBytes(characters), cancellationToken);

    /// <summary>Reads a line without its end; null when the client has closed, or says too much.</summary>
    public async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[1024];
        int end;
        while ((end = _pending.IndexOf((byte)'\n')) < 0)
        {
            int count = await ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (count == 0 || _pending.Count > MaxLineLength)
                return null;
            _pending.AddRange(buffer.AsSpan(0, count));
        }

        string line = Encoding.Latin1.GetString([.. _pending[..end]]).TrimEnd('\r');
        _pending.RemoveRange(0, end + 1);
        return line;
    }
}
