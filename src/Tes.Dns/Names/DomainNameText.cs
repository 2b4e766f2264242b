using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Tes.Dns;

/// <summary>Presentation form of domain names (RFC 1035 §5.1, RFC 4343 §2.1).</summary>
internal static class DomainNameText
{
    public static bool TryParse(
        ReadOnlySpan<char> text, DomainName origin, [NotNullWhen(true)] out DomainName? name, out ParseFailure failure)
    {
        name = null;
        failure = default;
        if (text.IsEmpty)
            return Fail(0, "the name is empty", out failure);
        if (text is ".")
        {
            name = DomainName.Root;
            return true;
        }

        Span<byte> wire = stackalloc byte[DomainName.MaxWireLength];
        int labelStart = 0;
        int end = 1;
        bool absolute = false;
        for (int i = 0; i < text.Length;)
        {
            int at = i;
            char character = text[i++];
            if (character == '.')
            {
                if (end - labelStart - 1 == 0)
                    return Fail(at, "a label is empty", out failure);
                wire[labelStart] = (byte)(end - labelStart - 1);
                labelStart = end;
                if (i == text.Length)
                {
                    absolute = true;
                    break;
                }

                if (++end > DomainName.MaxWireLength - 1)
                    return Fail(at, "the name is longer than 255 octets", out failure);
                continue;
            }

            if (!TryReadOctet(text, character, ref i, out byte octet))
                return Fail(at, character > 126 ? "the name has a character outside ASCII" : "the name has a character that needs an escape", out failure);
            if (end - labelStart - 1 == DomainName.MaxLabelLength)
                return Fail(at, "a label is longer than 63 octets", out failure);
            if (end >= DomainName.MaxWireLength - 1)
                return Fail(at, "the name is longer than 255 octets", out failure);
            wire[end++] = octet;
        }

        if (absolute)
        {
            wire[end] = 0;
            return DomainName.TryReadUncompressed(wire[..(end + 1)], out name, out _) || Fail(0, "the name is longer than 255 octets", out failure);
        }

        wire[labelStart] = (byte)(end - labelStart - 1);
        if (end + origin.Wire.Length > DomainName.MaxWireLength)
            return Fail(0, "the name is longer than 255 octets", out failure);
        origin.Wire.CopyTo(wire[end..]);
        return DomainName.TryReadUncompressed(wire[..(end + origin.Wire.Length)], out name, out _) || Fail(0, "the name is malformed", out failure);
    }

    public static string Format(ReadOnlySpan<byte> wire)
    {
        if (wire.Length == 1)
            return ".";
        var text = new StringBuilder(wire.Length + 8);
        for (int offset = 0; wire[offset] != 0; offset += 1 + wire[offset])
        {
            foreach (byte octet in wire.Slice(offset + 1, wire[offset]))
                AppendOctet(text, octet);
            text.Append('.');
        }

        return text.ToString();
    }

    private static void AppendOctet(StringBuilder text, byte octet)
    {
        if (octet is (byte)'.' or (byte)'\\' or (byte)'"' or (byte)'(' or (byte)')' or (byte)';' or (byte)'@' or (byte)'$')
            text.Append('\\').Append((char)octet);
        else if (octet is > 0x20 and < 0x7f)
            text.Append((char)octet);
        else
            text.Append(CultureInfo.InvariantCulture, $"\\{octet:D3}");
    }

    private static bool TryReadOctet(ReadOnlySpan<char> text, char character, ref int next, out byte octet)
    {
        octet = (byte)character;
        if (character != '\\')
            return character is > ' ' and <= '~';
        if (next >= text.Length)
            return false;
        char escaped = text[next];
        if (!char.IsAsciiDigit(escaped))
        {
            next++;
            octet = (byte)escaped;
            return escaped is >= ' ' and <= '~';
        }

        if (next + 3 > text.Length || !byte.TryParse(text.Slice(next, 3), NumberStyles.None, CultureInfo.InvariantCulture, out octet))
            return false;
        next += 3;
        return true;
    }

    private static bool Fail(int offset, string reason, out ParseFailure failure)
    {
        failure = new ParseFailure(offset, reason);
        return false;
    }
}
