using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;
using Tes.Dns.Iana;
using Tes.Dns.Wire;
using Tes.Dns.ZoneFiles;

namespace Tes.Dns.Records;

/// <summary>Presentation form of RDATA (RFC 1035 §5.1 and the RFC of each type; RFC 3597 §5 for opaque types).</summary>
public static class RdataText
{
    /// <summary>The presentation form: printable ASCII only, so safe for any terminal.</summary>
    /// <param name="type">The RR type.</param>
    /// <param name="rdata">
    /// Uncompressed RDATA; the generic form is used where it does not fit the type's layout, or the fields would not read back the same.
    /// </param>
    public static string Format(RRType type, ReadOnlySpan<byte> rdata)
    {
        RdataLayout? layout = RdataLayout.Of(type);
        if (layout is null || !RdataWire.IsValid(type, rdata))
            return FormatOpaque(rdata);
        var text = new StringBuilder();
        var reader = new WireReader(rdata);
        foreach (RdataField field in layout.Fields)
        {
            // RFC 4034 §4.1.2: a signer leaves out zero octets at the end; where one did not, the mnemonics would lose them.
            if (field == RdataField.Bitmap && !TypeBitmap.IsMinimal(Peek(ref reader)))
                return FormatOpaque(rdata);
            if (text.Length > 0)
                text.Append(' ');
            AppendField(text, ref reader, field);
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>Reads presentation form. Takes any text: never throws, and takes time and space linear in its length.</summary>
    /// <param name="type">The RR type.</param>
    /// <param name="text">
    /// The fields, separated by blanks, or <c>\# length hex</c> (RFC 3597 §5); may have quoted strings, parentheses and comments.
    /// </param>
    /// <param name="origin">Completes names without final dot; <c>@</c> stands for it.</param>
    /// <param name="rdata">RDATA in wire format, names uncompressed; fits the layout of the type.</param>
    /// <param name="failure">Where and why the text is not RDATA of this type.</param>
    public static bool TryParse(
        RRType type, string text, DomainName origin, [NotNullWhen(true)] out byte[]? rdata, out ParseFailure failure)
    {
        rdata = null;
        var reader = new PresentationReader(text);
        if (!reader.TryReadEntry(out PresentationEntry? entry, out failure))
            return false;
        if (!reader.AtEnd)
            return Fail(reader.Offset, "there is a second line", out failure);
        return RdataTextReader.TryRead(type, entry.Tokens, reader.Offset, origin, out rdata, out failure);
    }

    private static string FormatOpaque(ReadOnlySpan<byte> rdata) =>
        rdata.IsEmpty ? @"\# 0" : string.Create(CultureInfo.InvariantCulture, $@"\# {rdata.Length} {Convert.ToHexString(rdata)}");

    private static void AppendField(StringBuilder text, ref WireReader reader, RdataField field)
    {
        switch (field)
        {
            case RdataField.U8:
            case RdataField.Algorithm:
            case RdataField.DigestType:
                reader.TryReadByte(out byte octet);
                text.Append(octet);
                break;
            case RdataField.U16:
                reader.TryReadUInt16(out ushort word);
                text.Append(word);
                break;
            case RdataField.U32:
                reader.TryReadUInt32(out uint number);
                text.Append(number);
                break;
            case RdataField.Type:
                reader.TryReadUInt16(out ushort type);
                text.Append(((RRType)type).ToMnemonic());
                break;
            case RdataField.Time:
                reader.TryReadUInt32(out uint time);
                text.Append(DateTimeOffset.FromUnixTimeSeconds(time).UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture));
                break;
            case RdataField.Ipv4:
                text.Append(new IPAddress(Read(ref reader, 4)));
                break;
            case RdataField.Ipv6:
                text.Append(new IPAddress(Read(ref reader, 16)));
                break;
            case RdataField.Name:
                DomainName.TryReadUncompressed(Peek(ref reader), out DomainName? name, out int length);
                reader.Offset += length;
                text.Append(name);
                break;
            case RdataField.CharacterString:
                AppendQuoted(text, ReadLengthPrefixed(ref reader));
                break;
            case RdataField.CharacterStrings:
                for (bool first = true; reader.Remaining > 0; first = false)
                {
                    if (!first)
                        text.Append(' ');
                    AppendQuoted(text, ReadLengthPrefixed(ref reader));
                }

                break;
            case RdataField.TextToEnd:
                AppendQuoted(text, Read(ref reader, reader.Remaining));
                break;
            case RdataField.HexToEnd:
                text.Append(Convert.ToHexString(Read(ref reader, reader.Remaining)));
                break;
            case RdataField.Base64ToEnd:
                text.Append(Convert.ToBase64String(Read(ref reader, reader.Remaining)));
                break;
            case RdataField.Salt:
                ReadOnlySpan<byte> salt = ReadLengthPrefixed(ref reader);
                text.Append(salt.IsEmpty ? "-" : Convert.ToHexString(salt));
                break;
            case RdataField.Hash:
                text.Append(Base32Hex.Encode(ReadLengthPrefixed(ref reader)));
                break;
            case RdataField.Bitmap:
                text.AppendJoin(' ', new TypeBitmap(Read(ref reader, reader.Remaining).ToArray()).Types.Select(RRTypeMnemonic.ToMnemonic));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(field), field, "A field kind without a presentation form.");
        }
    }

    private static void AppendQuoted(StringBuilder text, ReadOnlySpan<byte> octets)
    {
        text.Append('"');
        foreach (byte octet in octets)
        {
            if (octet is (byte)'"' or (byte)'\\')
                text.Append('\\').Append((char)octet);
            else if (octet is >= 0x20 and < 0x7f)
                text.Append((char)octet);
            else
                text.Append(CultureInfo.InvariantCulture, $"\\{octet:D3}");
        }

        text.Append('"');
    }

    private static bool Fail(int offset, string reason, out ParseFailure failure)
    {
        failure = new ParseFailure(offset, reason);
        return false;
    }

    private static ReadOnlySpan<byte> Peek(ref WireReader reader)
    {
        ReadOnlySpan<byte> rest = Read(ref reader, reader.Remaining);
        reader.Offset -= rest.Length;
        return rest;
    }

    private static ReadOnlySpan<byte> Read(ref WireReader reader, int count)
    {
        reader.TryReadBytes(count, out ReadOnlySpan<byte> octets);
        return octets;
    }

    private static ReadOnlySpan<byte> ReadLengthPrefixed(ref WireReader reader)
    {
        reader.TryReadByte(out byte length);
        return Read(ref reader, length);
    }
}
