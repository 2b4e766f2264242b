using System.IO.Compression;
using System.Text;
using Tes.Scan.Domains;
using ZstdSharp;

namespace Tes.Scan.Survey.Lists;

/// <summary>
/// Reads lists of domains of any length: plain names, rank lists (CSV of Tranco, Majestic, Umbrella, ...) and zone files, each also
/// compressed with gzip (RFC 1952) or Zstandard (RFC 8878). Streams: what it keeps is a hash for each domain, some 40 octets, to
/// hand on each once, however it is written.
/// </summary>
public static class DomainListReader
{
    /// <summary>Most octets of a line. Own limit, above any rank list; longer lines are bad and are not kept.</summary>
    public const int MaxLine = 16 * 1024;

    // Own choice: as far as file and git look for NUL octets, more or less.
    private const int LooksLikeText = 8 * 1024;

    /// <summary>Reads a list.</summary>
    /// <param name="list">The list, from where it stands. It is not closed.</param>
    /// <param name="tally">Counts what is met.</param>
    /// <returns>The domains, each once, as they are read.</returns>
    /// <exception cref="InvalidDataException">While enumerating: it begins like no text, or the compressed data are damaged; the message is a clause that says so.</exception>
    /// <exception cref="IOException">While enumerating: it cannot be read.</exception>
    public static IEnumerable<MailDomain> Read(Stream list, DomainListTally tally)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(tally);
        return ReadCore(list, tally);
    }

    private static IEnumerable<MailDomain> ReadCore(Stream list, DomainListTally tally)
    {
        var seen = new DomainSet();
        var parser = new ListLineParser();
        using Stream text = Decompress(new PeekStream(list));
        foreach (string? line in ReadLines(text))
        {
            tally.Lines++;
            if (line is null)
            {
                tally.AddBad("", $"is longer than {MaxLine} octets");
                continue;
            }

            if (parser.Parse(line, out string? unclear) is not { } entry)
                continue;
            if (unclear is not null)
                tally.AddBad(entry, unclear);
            else if (!MailDomain.TryParse(entry, out MailDomain? domain, out string? problem))
            {
                tally.AddBad(entry, problem);
            }
            else if (!seen.Add(domain.Text))
            {
                if (!parser.RepeatsItself)
                    tally.Duplicates++;
            }
            else
            {
                tally.Domains++;
                yield return domain;
            }
        }
    }

    private static Stream Decompress(PeekStream list)
    {
        ReadOnlySpan<byte> start = list.Peek();
        // RFC 1952 §2.3.1: 1F 8B. RFC 8878 §3.1.1: FD2FB528, little-endian.
        if (start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]))
            return new DamageStream(new GZipStream(list, CompressionMode.Decompress));
        // RFC 8878 §3.1.2: a skippable frame, 184D2A50 to 184D2A5F, may come first.
        bool isZstandard = start.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]) || (start is [var low, 0x2a, 0x4d, 0x18] && low >> 4 == 5);
        return isZstandard ? new DamageStream(new DecompressionStream(list)) : list;
    }

    // Null for a line that is too long.
    private static IEnumerable<string?> ReadLines(Stream text)
    {
        byte[] buffer = new byte[64 * 1024];
        int filled = 0;
        bool overlong = false;
        bool first = true;
        long read = 0;
        int count;
        while ((count = text.Read(buffer, filled, buffer.Length - filled)) > 0)
        {
            // Later a NUL only spoils its line.
            if (read < LooksLikeText && buffer.AsSpan(filled, (int)Math.Min(count, LooksLikeText - read)).Contains((byte)0))
                throw new InvalidDataException("it is not a text file");
            read += count;
            filled += count;
            int start = 0;
            int end;
            while ((end = Array.IndexOf(buffer, (byte)'\n', start, filled - start)) >= 0)
            {
                yield return overlong || end - start > MaxLine ? null : Decode(buffer.AsSpan(start, end - start), first);
                overlong = first = false;
                start = end + 1;
            }

            filled -= start;
            Buffer.BlockCopy(buffer, start, buffer, 0, filled);
            if (filled > MaxLine)
            {
                overlong = true;
                filled = 0;
            }
        }

        if (filled > 0 || overlong)
            yield return overlong ? null : Decode(buffer.AsSpan(0, filled), first);
    }

    // Octets that are no UTF-8 become U+FFFD, which no domain has.
    private static string Decode(ReadOnlySpan<byte> line, bool first)
    {
        string text = Encoding.UTF8.GetString(line);
        return first ? text.TrimStart('\ufeff') : text;
    }
}
