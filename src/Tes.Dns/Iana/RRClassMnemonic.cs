using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Tes.Dns.Iana;

/// <summary>Presentation form of classes in records: the mnemonic, or <c>CLASSnnn</c> (RFC 3597 §5).</summary>
public static class RRClassMnemonic
{
    /// <summary>The mnemonic of <paramref name="class"/>, or <c>CLASSnnn</c> where no record has a mnemonic for it.</summary>
    public static string ToMnemonic(this RRClass @class) => @class switch
    {
        RRClass.IN => "IN",
        RRClass.CH => "CH",
        RRClass.HS => "HS",
        _ => string.Create(CultureInfo.InvariantCulture, $"CLASS{(ushort)@class}"),
    };

    /// <summary>Reads a mnemonic in any case, or <c>CLASSnnn</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RRClass @class)
    {
        @class = default;
        if (text is null)
            return false;
        foreach (RRClass known in (ReadOnlySpan<RRClass>)[RRClass.IN, RRClass.CH, RRClass.HS])
        {
            if (!text.Equals(known.ToMnemonic(), StringComparison.OrdinalIgnoreCase))
                continue;
            @class = known;
            return true;
        }

        // RFC 3597 §5
        if (!text.StartsWith("CLASS", StringComparison.OrdinalIgnoreCase)
            || !ushort.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out ushort number))
            return false;
        @class = (RRClass)number;
        return true;
    }
}
