using System.Collections.Frozen;
using System.Globalization;

namespace Tes.Dns.Iana;

/// <summary>Presentation form of RR types: the mnemonic, or <c>TYPEnnn</c> (RFC 3597 §5).</summary>
public static class RRTypeMnemonic
{
    private static readonly FrozenDictionary<RRType, string> Texts =
        Enum.GetValues<RRType>().ToFrozenDictionary(type => type, type => type.ToString().ToUpperInvariant());

    private static readonly FrozenDictionary<string, RRType> Types =
        Texts.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.OrdinalIgnoreCase);

    /// <summary>The mnemonic of <paramref name="type"/>, or <c>TYPEnnn</c> where it has none here.</summary>
    public static string ToMnemonic(this RRType type) =>
        Texts.TryGetValue(type, out string? text) ? text : string.Create(CultureInfo.InvariantCulture, $"TYPE{(ushort)type}");

    /// <summary>Reads a mnemonic in any case, or <c>TYPEnnn</c>.</summary>
    public static bool TryParse(string? text, out RRType type)
    {
        type = default;
        if (text is null)
            return false;
        if (Types.TryGetValue(text, out type))
            return true;
        // RFC 3597 §5
        if (text.StartsWith("TYPE", StringComparison.OrdinalIgnoreCase)
            && ushort.TryParse(text.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out ushort number))
        {
            type = (RRType)number;
            return true;
        }

        return false;
    }
}
