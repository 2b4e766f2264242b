using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Tes.Dns.Records;

/// <summary>Presentation form of single fields that need more than a number (RFC 1035 §5.1).</summary>
internal static class FieldText
{
    /// <summary>Reads an IPv4 address: four octets, and none of the short, octal and hexadecimal forms that IPAddress also takes.</summary>
    public static bool TryReadIpv4(string text, Span<byte> octets)
    {
        string[] parts = text.Split('.');
        bool good = parts.Length == octets.Length;
        for (int i = 0; good && i < octets.Length; i++)
            good = byte.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out octets[i]) && (parts[i] is "0" || parts[i][0] != '0');
        return good;
    }

    /// <summary>Reads an IPv6 address, without the zones and brackets that IPAddress also takes.</summary>
    public static bool TryReadIpv6(string text, [NotNullWhen(true)] out byte[]? octets)
    {
        octets = text.Contains(':', StringComparison.Ordinal) && !text.AsSpan().ContainsAny('%', '[', '/') && IPAddress.TryParse(text, out IPAddress? address)
            ? address.GetAddressBytes()
            : null;
        return octets is not null;
    }

    /// <summary>Resolves the escapes of a text: <c>\X</c> and <c>\DDD</c>.</summary>
    /// <param name="text">What stood there, without quotation marks.</param>
    /// <param name="octets">What it means.</param>
    /// <param name="reason">Why it means nothing.</param>
    public static bool TryUnescape(string text, [NotNullWhen(true)] out byte[]? octets, [NotNullWhen(false)] out string? reason)
    {
        octets = null;
        reason = null;
        var result = new List<byte>(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                if (text[i] is < ' ' or > '~' and not '\t')
                {
                    reason = @"the text has a character outside printable ASCII; write its octets as \DDD";
                    return false;
                }

                result.Add((byte)text[i]);
            }
            else if (i + 1 < text.Length && text[i + 1] is >= ' ' and <= '~' && !char.IsAsciiDigit(text[i + 1]))
            {
                result.Add((byte)text[++i]);
            }
            else
            {
                if (i + 3 >= text.Length || !byte.TryParse(text.AsSpan(i + 1, 3), NumberStyles.None, CultureInfo.InvariantCulture, out byte octet))
                {
                    reason = "the text has a broken escape";
                    return false;
                }

                result.Add(octet);
                i += 3;
            }
        }

        octets = [.. result];
        return true;
    }
}
