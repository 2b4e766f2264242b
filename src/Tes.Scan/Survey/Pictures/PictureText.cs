using System.Globalization;
using System.Text;

namespace Tes.Scan.Survey.Pictures;

/// <summary>Text and numbers in pictures and pages. Texts may come from strangers' servers.</summary>
internal static class PictureText
{
    /// <summary>A text as XML holds it: what XML forbids, and what turns the direction of writing around, becomes U+FFFD.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (Rune rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '>':
                    escaped.Append("&gt;");
                    break;
                case '&':
                    escaped.Append("&amp;");
                    break;
                case '"':
                    escaped.Append("&quot;");
                    break;
                case '\'':
                    escaped.Append("&#39;");
                    break;
                case '\n':
                    escaped.Append('\n');
                    break;
                default:
                    escaped.Append(IsHarmless(rune) ? rune.ToString() : "\ufffd");
                    break;
            }
        }

        return escaped.ToString();
    }

    /// <summary>The first characters of a text, with an ellipsis where there are more.</summary>
    public static string Cut(string text, int length) => text.Length <= length ? text : string.Concat(text.AsSpan(0, length - 1), "…");

    /// <summary>A coordinate, with two decimals at most.</summary>
    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A count with groups of three digits, parted by a thin space.</summary>
    public static string Count(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture).Replace(",", "\u2009", StringComparison.Ordinal);

    /// <summary>A share of a whole; empty where there is no whole.</summary>
    public static string Percent(double part, double whole) => whole == 0 ? "" : (100 * part / whole).ToString(part / whole is > 0 and < 0.01 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + " %";

    // XML 1.0 §2.2; U+202A to U+202E and U+2066 to U+2069 are the controls of Unicode's bidirectional algorithm.
    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse)
        && rune.Value is not (0xFFFE or 0xFFFF or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069));
}
