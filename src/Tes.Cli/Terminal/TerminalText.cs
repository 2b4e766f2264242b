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

    // Long enough for any domain name (RFC 1035 §2.3.4: 255 octets); more would hide the message, and widen a whole table.
    private const int Longest = 255;

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
    public static string Quote(string? text) => $"'{Shorten(text)}'";

    /// <summary>A text for a cell or a line of its own, safe to show and never endless: what is longer ends with an ellipsis.</summary>
    public static string Shorten(string? text)
    {
        // escaping makes nothing shorter
        string safe = Escape(text?.Length > Longest ? text[..(Longest + 1)] : text);
        return safe.Length <= Longest ? safe : $"{safe.AsSpan(0, char.IsHighSurrogate(safe[Longest - 1]) ? Longest - 1 : Longest)}…";
    }

    private static bool IsSafe(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
