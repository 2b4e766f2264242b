using System.Buffers;
using System.Globalization;
using System.Text;

namespace Tes.Scan.Survey.Pictures;

/// <summary>The one place where text that others wrote becomes text that a picture or page may hold.</summary>
internal static class HarmlessText
{
    /// <summary>Most marks on one character that are kept. Own limit: written languages need up to four; hundreds would paint over other lines.</summary>
    private const int MaxMarks = 4;

    /// <summary>
    /// Text on one line. White space becomes a blank; control characters, invisible and direction-changing format characters,
    /// private-use and unassigned code points, lone surrogates and whatever else XML 1.0 §2.2 forbids become a visible
    /// <c>\xNN</c> or <c>\u{NNNN}</c>, as on a terminal. Twice gives the same as once.
    /// </summary>
    public static string OneLine(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text;
        var safe = new StringBuilder(text.Length + 16);
        int marks = 0;
        for (int i = 0; i < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(i), out Rune rune, out int length) != OperationStatus.Done)
                Show(safe, text[i]);
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
                _ = ++marks <= MaxMarks ? safe.Append(rune) : safe;
            else
                Append(safe, rune, ref marks);
            i += length;
        }

        return safe.ToString();
    }

    private static void Append(StringBuilder safe, Rune rune, ref int marks)
    {
        marks = 0;
        if (rune.Value is '\t' or '\n' or '\r' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            safe.Append(' ');
        else if (IsSafe(rune))
            safe.Append(rune);
        else
            Show(safe, rune.Value);
    }

    private static void Show(StringBuilder safe, int code) =>
        safe.Append(code <= 0xff ? string.Create(CultureInfo.InvariantCulture, $"\\x{code:X2}") : string.Create(CultureInfo.InvariantCulture, $"\\u{{{code:X4}}}"));

    private static bool IsSafe(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
