using System.Diagnostics.CodeAnalysis;
using Tes.Dns.Iana;
using Tes.Dns.Wire;

namespace Tes.Dns.Records;

/// <summary>RDATA between a message and its uncompressed form.</summary>
internal static class RdataWire
{
    // Own choice: an RRSIG by the longest key in use, with its signer name in full.
    private const int MaxOnStack = 1024;

    /// <summary>
    /// Reads the <paramref name="length"/> octets of RDATA at the reader: checks them against the layout of the type and
    /// writes names out in full. The reader is then behind the RDATA.
    /// </summary>
    /// <returns>False when the octets do not fit the type's layout.</returns>
    public static bool TryRead(ref WireReader reader, RRType type, int length, [NotNullWhen(true)] out byte[]? rdata)
    {
        rdata = null;
        int start = reader.Offset;
        if (reader.Remaining < length)
            return false;
        RdataLayout? layout = RdataLayout.Of(type);
        if (layout is null || !layout.HasNames)
        {
            reader.TryReadBytes(length, out ReadOnlySpan<byte> plain);
            rdata = plain.ToArray();
            return layout is null || Matches(layout, rdata);
        }

        // Names may grow to their full length; all else is copied as it is.
        int room = length + (layout.NameCount * DomainName.MaxWireLength);
        Span<byte> octets = room <= MaxOnStack ? stackalloc byte[MaxOnStack] : new byte[room];
        int written = 0;
        foreach (RdataField field in layout.Fields)
        {
            int count;
            bool read = field == RdataField.Name
                ? reader.TryReadName(octets[written..], out count, out _)
                : TryCopyField(ref reader, field, start + length - reader.Offset, octets[written..], out count);
            if (!read)
                return false;
            written += count;
        }

        if (reader.Offset != start + length)
            return false;
        rdata = octets[..written].ToArray();
        return true;
    }

    /// <summary>Whether uncompressed RDATA fits the layout of its type; opaque types always do.</summary>
    public static bool IsValid(RRType type, ReadOnlySpan<byte> rdata)
    {
        RdataLayout? layout = RdataLayout.Of(type);
        return layout is null || Matches(layout, rdata);
    }

    /// <summary>The canonical form of uncompressed, valid RDATA (RFC 4034 §6.2).</summary>
    public static ReadOnlyMemory<byte> ToCanonical(RRType type, ReadOnlyMemory<byte> rdata)
    {
        RdataLayout? layout = RdataLayout.Of(type);
        if (layout is null || !layout.HasNames || !layout.LowercaseNames)
            return rdata;
        byte[] canonical = rdata.ToArray();
        var reader = new WireReader(canonical);
        foreach (RdataField field in layout.Fields)
        {
            int start = reader.Offset;
            if (!TrySkipField(ref reader, field))
                return rdata;
            if (field != RdataField.Name)
                continue;
            for (int i = start; i < reader.Offset; i++)
                canonical[i] = Ascii.ToLower(canonical[i]);
        }

        return canonical;
    }

    private static bool Matches(RdataLayout layout, ReadOnlySpan<byte> rdata)
    {
        var reader = new WireReader(rdata);
        foreach (RdataField field in layout.Fields)
        {
            if (!TrySkipField(ref reader, field))
                return false;
        }

        return reader.Remaining == 0;
    }

    private static bool TryCopyField(ref WireReader reader, RdataField field, int available, scoped Span<byte> destination, out int copied)
    {
        copied = 0;
        if (available < 0 || !reader.TryReadBytes(available, out ReadOnlySpan<byte> rest))
            return false;
        reader.Offset -= available;
        var inner = new WireReader(rest);
        if (!TrySkipField(ref inner, field))
            return false;
        rest[..inner.Offset].CopyTo(destination);
        copied = inner.Offset;
        reader.Offset += inner.Offset;
        return true;
    }

    private static bool TrySkipField(ref WireReader reader, RdataField field)
    {
        switch (field)
        {
            case RdataField.U8:
            case RdataField.Algorithm:
            case RdataField.DigestType:
                return reader.TryReadByte(out _);
            case RdataField.U16:
            case RdataField.Type:
                return reader.TryReadUInt16(out _);
            case RdataField.U32:
            case RdataField.Time:
            case RdataField.Ipv4:
                return reader.TryReadUInt32(out _);
            case RdataField.Ipv6:
                return reader.TryReadBytes(16, out _);
            case RdataField.Name:
                return TrySkipUncompressedName(ref reader);
            case RdataField.CharacterString:
            case RdataField.Salt:
                return reader.TryReadByte(out byte length) && reader.TryReadBytes(length, out _);
            case RdataField.Hash:
                // RFC 5155 §3.1.6: the hash length is 1 to 255.
                return reader.TryReadByte(out byte hashLength) && hashLength > 0 && reader.TryReadBytes(hashLength, out _);
            case RdataField.CharacterStrings:
                return TrySkipCharacterStrings(ref reader);
            case RdataField.TextToEnd:
            case RdataField.HexToEnd:
            case RdataField.Base64ToEnd:
                return reader.TryReadBytes(reader.Remaining, out _);
            case RdataField.Bitmap:
                reader.TryReadBytes(reader.Remaining, out ReadOnlySpan<byte> bitmap);
                return TypeBitmap.IsValid(bitmap);
            default:
                throw new ArgumentOutOfRangeException(nameof(field), field, "A field kind without a reader.");
        }
    }

    private static bool TrySkipUncompressedName(ref WireReader reader)
    {
        reader.TryReadBytes(reader.Remaining, out ReadOnlySpan<byte> rest);
        reader.Offset -= rest.Length;
        if (!DomainName.TryReadUncompressed(rest, out _, out int length))
            return false;
        reader.Offset += length;
        return true;
    }

    private static bool TrySkipCharacterStrings(ref WireReader reader)
    {
        // RFC 1035 §3.3.14: one or more.
        do
        {
            if (!reader.TryReadByte(out byte length) || !reader.TryReadBytes(length, out _))
                return false;
        }
        while (reader.Remaining > 0);
        return true;
    }
}
