using System.Buffers;
using System.Globalization;
using System.Text;

namespace Tes.Cli.Terminal;

/// <summary>The one place where text that others wrote becomes text that a terminal may see.</summary>
internal static class TerminalText
{
    // What needs no second look; nearly all text ends here.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>
    /// Replaces everything that could steer a terminal or deceive a reader: control characters (C0, DEL, C1), line and
    /// paragraph separators, invisible and direction-changing format characters, private-use and unassigned code points
    /// and lone surrogates become <c>\xNN</c> or <c>\u{NNNN}</c>. Line ends too: the result is one line.
    /// </summary>
    public static string Escape(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return string.Empty;
        if (!text.AsSpan().ContainsAnyExcept(Plain))
            return text;
        var safe = new StringBuilder(text.Length + 16);
        for (int i = 0; i < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(i), out Rune rune, out int length) != OperationStatus.Done)
            {
                // a surrogate without its other half
                safe.Append(CultureInfo.InvariantCulture, $"\\u{{{(int)text[i]:X4}}}");
                i += length;
                continue;
            }

            i += length;
            if (IsSafe(rune))
                safe.Append(rune);
            else if (rune.Value <= 0xff)
                safe.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:X2}");
            else
                safe.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X4}}}");
        }

        return safe.ToString();
    }

    /// <summary>What was typed or read, in quotes, safe to show and never endless.</summary>
    public static string Quote(string? text)
    {
        // Long enough for any domain name (RFC 1035 §2.3.4: 255 octets); more would hide the message.
        const int LongestQuote = 255;
        string safe = Escape(text);
        return safe.Length <= LongestQuote ? $"'{safe}'" : $"'{safe.AsSpan(0, LongestQuote)}…'";
    }

    private static bool IsSafe(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
