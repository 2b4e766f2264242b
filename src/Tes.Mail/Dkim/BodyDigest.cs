using System.Buffers;
using System.Security.Cryptography;

namespace Tes.Mail.Dkim;

/// <summary>
/// SHA-256 of a canonicalized body (RFC 6376 §3.4.3 and §3.4.4), and of its beginnings where signatures have l=: all in one pass, whose time is
/// linear in the length, and in memory that does not depend on it.
/// </summary>
internal sealed class BodyDigest : IDisposable
{
    private const int BufferLength = 16 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
    private readonly long[] _lengths;
    private readonly Dictionary<long, byte[]> _partial = [];
    private int _nextLength;
    private int _buffered;
    private long _count;

    private BodyDigest(IEnumerable<long> lengths) => _lengths = [.. lengths.Distinct().Order()];

    /// <summary>Hashes a body.</summary>
    /// <param name="body">The body as received.</param>
    /// <param name="canonicalization">Which form.</param>
    /// <param name="lengths">Lengths (l=) whose hashes are wanted besides that of the whole.</param>
    public static BodyHashes Compute(ReadOnlySpan<byte> body, DkimCanonicalization canonicalization, IEnumerable<long> lengths)
    {
        using var digest = new BodyDigest(lengths);
        if (canonicalization == DkimCanonicalization.Simple)
            digest.AppendSimple(body);
        else
            digest.AppendRelaxed(body);
        return digest.Finish();
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _hash.Dispose();
    }

    // RFC 6376 §3.4.3: *CRLF at the end becomes one CRLF, which an empty body gets too
    private void AppendSimple(ReadOnlySpan<byte> body)
    {
        while (body.EndsWith("\r\n"u8))
            body = body[..^2];
        Append(body);
        Append("\r\n"u8);
    }

    // RFC 6376 §3.4.4. A line ends in CRLF, and the last one gets its own; lines that come out empty at the end are dropped.
    private void AppendRelaxed(ReadOnlySpan<byte> body)
    {
        long emptyLines = 0;
        while (!body.IsEmpty)
        {
            int length = body.IndexOf("\r\n"u8);
            ReadOnlySpan<byte> line = (length < 0 ? body : body[..length]).TrimEnd(" \t"u8);
            body = length < 0 ? [] : body[(length + 2)..];
            if (line.IsEmpty)
            {
                emptyLines++;
                continue;
            }

            for (; emptyLines > 0; emptyLines--)
                Append("\r\n"u8);
            AppendReduced(line);
            Append("\r\n"u8);
        }
    }

    private void AppendReduced(ReadOnlySpan<byte> line)
    {
        // Most lines have nothing to reduce.
        if (!line.Contains((byte)'\t') && line.IndexOf("  "u8) < 0)
        {
            Append(line);
            return;
        }

        while (line.IndexOfAny((byte)' ', (byte)'\t') is >= 0 and int space)
        {
            Append(line[..space]);
            Append(" "u8);
            line = line[space..].TrimStart(" \t"u8);
        }

        Append(line);
    }

    private void Append(ReadOnlySpan<byte> octets)
    {
        while (_nextLength < _lengths.Length && _lengths[_nextLength] <= _count + octets.Length)
        {
            int part = (int)(_lengths[_nextLength] - _count);
            Buffer(octets[..part]);
            octets = octets[part..];
            Flush();
            _partial[_lengths[_nextLength++]] = _hash.GetCurrentHash();
        }

        Buffer(octets);
    }

    private void Buffer(ReadOnlySpan<byte> octets)
    {
        _count += octets.Length;
        if (octets.Length > BufferLength - _buffered)
        {
            Flush();
            if (octets.Length > BufferLength)
            {
                _hash.AppendData(octets);
                return;
            }
        }

        octets.CopyTo(_buffer.AsSpan(_buffered));
        _buffered += octets.Length;
    }

    private void Flush()
    {
        _hash.AppendData(_buffer, 0, _buffered);
        _buffered = 0;
    }

    private BodyHashes Finish()
    {
        // l=0 of an empty relaxed body, which appends nothing
        Append([]);
        Flush();
        return new BodyHashes(_hash.GetHashAndReset(), _partial, _count);
    }
}
