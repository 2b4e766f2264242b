using System.Diagnostics.CodeAnalysis;
using Tes.Dns.Records;

namespace Tes.Dns.ZoneFiles;

/// <summary>
/// Master files (RFC 1035 §5, RFC 2308 §4, RFC 3597 §5): zones, and files of trust anchors. Of the directives, ORIGIN and
/// TTL are understood; INCLUDE and those of single products are refused, since a text must not name files to be opened.
/// </summary>
public static class ZoneFile
{
    /// <summary>Longest text that is read, characters. Own limit: some 500,000 records, far above what is kept in memory as text here.</summary>
    public const int MaxLength = 64 * 1024 * 1024;

    /// <summary>
    /// TTL in seconds where the file states none anywhere, as in files of trust anchors, where it has no meaning. Own choice.
    /// </summary>
    public const uint DefaultTtl = 3600;

    /// <summary>Reads the records in the order of the file. Takes any text: never throws, and takes time linear in its length.</summary>
    /// <param name="text">The file.</param>
    /// <param name="origin">Completes names without final dot until the file says otherwise.</param>
    /// <param name="records">The records; none when the file is empty.</param>
    /// <param name="failure">The first thing that is wrong.</param>
    /// <returns>False when anything in the text is not understood; nothing is passed over.</returns>
    public static bool TryRead(
        string text, DomainName origin, [NotNullWhen(true)] out IReadOnlyList<ResourceRecord>? records, out ZoneFileFailure failure)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(origin);
        records = null;
        failure = default;
        if (text.Length > MaxLength)
        {
            failure = new ZoneFileFailure(1, "the file is longer than 64 MiB of characters");
            return false;
        }

        var reader = new PresentationReader(text);
        var entries = new ZoneFileEntries(origin);
        while (!reader.AtEnd)
        {
            if (reader.TryReadEntry(out PresentationEntry? entry, out ParseFailure found) && entries.TryAdd(entry, reader.Offset, out found))
                continue;
            failure = new ZoneFileFailure(1 + text.AsSpan(0, Math.Min(found.Offset, text.Length)).Count('\n'), found.Reason);
            return false;
        }

        records = entries.Records;
        return true;
    }
}
