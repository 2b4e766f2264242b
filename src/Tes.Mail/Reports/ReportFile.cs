using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;

namespace Tes.Mail.Reports;

/// <summary>What a file with reports holds: the file itself, what it is with gzip taken off, or the files of a ZIP archive.</summary>
internal static class ReportFile
{
    // RFC 1952 §2.3.1
    private static ReadOnlySpan<byte> GzipMagic => [0x1f, 0x8b];

    // APPNOTE.TXT §4.3.7 of the ZIP format
    private static ReadOnlySpan<byte> ZipMagic => "PK\x03\x04"u8;

    /// <summary>Unpacks a file.</summary>
    /// <param name="octets">The file.</param>
    /// <param name="extension">How the names of those files of an archive end that count.</param>
    /// <param name="documents">The documents, one or more.</param>
    /// <param name="problem">Why there is none, a clause of ours.</param>
    public static bool TryUnpack(byte[] octets, string extension, [NotNullWhen(true)] out IReadOnlyList<byte[]>? documents, [NotNullWhen(false)] out string? problem)
    {
        documents = null;
        problem = null;
        if (octets.Length > ReportLimits.MaxPackedLength)
        {
            problem = "it is larger than 16 MiB";
            return false;
        }

        var room = new Room();
        try
        {
            documents = octets.AsSpan().StartsWith(GzipMagic) ? [Gunzip(octets, room)]
                : octets.AsSpan().StartsWith(ZipMagic) ? Unzip(octets, extension, room)
                : [octets];
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            // Damaged, or packed in a way that nobody uses: the sender's doing, and the libraries have no other way to say so.
            problem = "it is a damaged gzip or ZIP file";
            return false;
        }

        problem = room.IsExceeded ? "it unpacks to more than 32 MiB"
            : documents.Count == 0 ? $"there is no {extension} file in the ZIP archive"
            : documents.Count > ReportLimits.MaxArchiveEntries ? "there are more than 16 files in the ZIP archive"
            : null;
        documents = problem is null ? documents : null;
        return problem is null;
    }

    private static byte[] Gunzip(byte[] octets, Room room)
    {
        using var source = new MemoryStream(octets, writable: false);
        using var gzip = new GZipStream(source, CompressionMode.Decompress);
        return ReadAll(gzip, room);
    }

    private static List<byte[]> Unzip(byte[] octets, string extension, Room room)
    {
        using var source = new MemoryStream(octets, writable: false);
        using var archive = new ZipArchive(source, ZipArchiveMode.Read);
        var documents = new List<byte[]>();
        foreach (ZipArchiveEntry entry in archive.Entries.Where(entry => entry.Name.EndsWith(extension, StringComparison.OrdinalIgnoreCase)))
        {
            if (room.IsExceeded || documents.Count > ReportLimits.MaxArchiveEntries)
                break;
            using Stream content = entry.Open();
            documents.Add(ReadAll(content, room));
        }

        return documents;
    }

    private static byte[] ReadAll(Stream content, Room room)
    {
        using var result = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        int length;
        while (!room.IsExceeded && (length = content.Read(buffer)) > 0)
        {
            room.Take(length);
            result.Write(buffer, 0, length);
        }

        return result.ToArray();
    }

    /// <summary>What may still be unpacked.</summary>
    private sealed class Room
    {
        private int _left = ReportLimits.MaxUnpackedLength;

        public bool IsExceeded => _left < 0;

        public void Take(int length) => _left -= length;
    }
}
