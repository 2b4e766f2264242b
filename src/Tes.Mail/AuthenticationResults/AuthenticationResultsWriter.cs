using System.Buffers;
using System.Globalization;
using System.Text;

namespace Tes.Mail.AuthenticationResults;

/// <summary>
/// Writes the grammar of RFC 8601 §2.2. Whatever a text has in it, it stays within its quotation marks or parentheses, shows all that
/// it has, and is cut where it is longer than <see cref="MaxTextOctets"/>: no line comes near the 998 octets of RFC 5322 §2.1.1.
/// </summary>
internal static class AuthenticationResultsWriter
{
    /// <summary>
    /// Octets of a text in UTF-8 before escaping, which can double them. RFC 5321 §4.5.3.1: a local part has 64 and a domain 255, so no
    /// address that can be is ever cut.
    /// </summary>
    public const int MaxTextOctets = 320;

    // What is cut ends in this: not a token, so it is quoted, and never taken for the whole.
    private const string CutMark = "[...]";

    private const string Fold = "\r\n\t";

    // RFC 2045 §5.1: token, printable ASCII without tspecials
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>How many characters at the begin of a text are of a token: ASCII of RFC 2045 §5.1, and beyond it what is visible (RFC 6532 §3.2).</summary>
    public static int TokenLength(ReadOnlySpan<char> text)
    {
        int length = 0;
        while (length < text.Length && Rune.DecodeFromUtf16(text[length..], out Rune rune, out int used) == OperationStatus.Done && IsToken(rune))
            length += used;
        return length;
    }

    public static string Write(AuthenticationResultsField field)
    {
        var text = new StringBuilder(Value(field.AuthenticationServiceId));
        if (field.Version != AuthenticationResultsField.CurrentVersion)
            text.Append(CultureInfo.InvariantCulture, $" {field.Version}");
        foreach (MethodResult result in field.Results)
            Write(text, result);
        if (field.Results.Count == 0)
            text.Append("; none");
        return text.ToString();
    }

    private static void Write(StringBuilder text, MethodResult result)
    {
        text.Append(';').Append(Fold).Append(Keyword(result.Method));
        if (result.MethodVersion != 1)
            text.Append(CultureInfo.InvariantCulture, $"/{result.MethodVersion}");
        text.Append('=').Append(Keyword(result.Result));
        for (int i = 0; i < result.Comments.Count; i++)
            text.Append(i == 0 ? " " : Fold).Append('(').Append(Escape(result.Comments[i], "()\\")).Append(')');
        if (result.Reason is { } reason)
            text.Append(Fold).Append("reason=").Append(Value(reason));
        foreach (MethodProperty property in result.Properties)
            text.Append(Fold).Append(Keyword(property.Type)).Append('.').Append(Keyword(property.Property)).Append('=').Append(PropertyValue(property.Value));
    }

    /// <exception cref="ArgumentException">The text is no keyword: the caller's mistake, as keywords are never a peer's.</exception>
    private static string Keyword(string keyword) =>
        keyword.Length is > 0 and <= AuthenticationResultsField.MaxKeywordLength && keyword.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
            ? keyword
            : throw new ArgumentException("Not a keyword of an Authentication-Results field.", nameof(keyword));

    private static string Value(string value) => Fits(value) && AreTokens(value) ? value : $"\"{Escape(value, "\"\\")}\"";

    // An address or a domain needs no quotation marks (RFC 8601 §2.2, pvalue).
    private static string PropertyValue(string value)
    {
        int at = value.LastIndexOf('@');
        bool isAddress = at >= 0 && Fits(value) && AreTokens(value.AsSpan(at + 1)) && (at == 0 || AreTokens(value.AsSpan(0, at)));
        return isAddress ? value : Value(value);
    }

    private static bool AreTokens(ReadOnlySpan<char> text) => !text.IsEmpty && TokenLength(text) == text.Length;

    private static bool IsToken(Rune rune) =>
        rune.IsAscii ? TokenCharacters.Contains((char)rune.Value) : IsVisible(rune) && Rune.GetUnicodeCategory(rune) != UnicodeCategory.SpaceSeparator;

    // What ends a line, changes the direction of others or is not to be seen could make the field say something else to people.
    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static bool Fits(string text) => text.Length <= MaxTextOctets && Encoding.UTF8.GetByteCount(text) <= MaxTextOctets;

    // RFC 5322 §3.2.1: quoted-pair; what is not visible becomes a question mark, half a surrogate pair U+FFFD
    private static string Escape(string text, string special)
    {
        bool fits = Fits(text);
        int room = fits ? MaxTextOctets : MaxTextOctets - CutMark.Length;
        var escaped = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (!fits && (room -= rune.Utf8SequenceLength) < 0)
                return escaped.Append(CutMark).ToString();
            if (!IsVisible(rune))
            {
                escaped.Append('?');
                continue;
            }

            if (rune.IsAscii && special.Contains((char)rune.Value, StringComparison.Ordinal))
                escaped.Append('\\');
            escaped.Append(rune);
        }

        return escaped.ToString();
    }
}
