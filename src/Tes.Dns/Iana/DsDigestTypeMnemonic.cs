using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Tes.Dns.Iana;

/// <summary>
/// Presentation form of DS digest types: the number (RFC 4034 §5.3), or the name of the hash as zone signing tools write it.
/// </summary>
public static class DsDigestTypeMnemonic
{
    private static readonly FrozenDictionary<string, DsDigestType> Types = new Dictionary<string, DsDigestType>(StringComparer.OrdinalIgnoreCase)
    {
        ["SHA1"] = DsDigestType.Sha1,
        ["SHA-1"] = DsDigestType.Sha1,
        ["SHA256"] = DsDigestType.Sha256,
        ["SHA-256"] = DsDigestType.Sha256,
        ["GOST"] = DsDigestType.Gost94,
        ["SHA384"] = DsDigestType.Sha384,
        ["SHA-384"] = DsDigestType.Sha384,
        ["GOST12"] = DsDigestType.Gost12,
        ["SM3"] = DsDigestType.Sm3,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a decimal number of 0 to 255 or a name in any case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DsDigestType type)
    {
        type = default;
        if (text is null)
            return false;
        if (byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out byte number))
        {
            type = (DsDigestType)number;
            return true;
        }

        return Types.TryGetValue(text, out type);
    }
}
