using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Tes.Dns;

namespace Tes.Mail.Spf;

/// <summary>Text with macros (RFC 7208 §7.1), parsed.</summary>
public sealed class MacroString
{
    private const string Letters = "slodipvhcrt";
    private const string ExplanationOnlyLetters = "crt";
    private static readonly SearchValues<char> Delimiters = SearchValues.Create(".-+,/_=");

    private MacroString(string text, IReadOnlyList<MacroPart> parts, int lastMacroEnd)
    {
        Text = text;
        Parts = parts;
        EndsWithMacro = parts.Count > 0 && lastMacroEnd == text.Length;
    }

    /// <summary>The text as written: printable ASCII.</summary>
    public string Text { get; }

    /// <summary>Its pieces, in order.</summary>
    public IReadOnlyList<MacroPart> Parts { get; }

    /// <summary>Whether there is something to expand.</summary>
    public bool HasExpansions => Parts.Any(part => part is MacroPart.Expansion);

    /// <summary>Whether it ends with what the grammar calls macro-expand: a macro, <c>%%</c>, <c>%_</c> or <c>%-</c>.</summary>
    internal bool EndsWithMacro { get; }

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>Reads a macro string.</summary>
    internal static bool TryParse(string text, MacroContext context, [NotNullWhen(true)] out MacroString? value, out ParseFailure failure)
    {
        value = null;
        failure = default;
        var parts = new List<MacroPart>();
        var literal = new StringBuilder();
        int next = 0;
        int lastMacroEnd = 0;
        while (next < text.Length)
        {
            int at = next;
            char character = text[next++];
            // RFC 7208 §6.2: explain-string has spaces, macro-string has none
            if (character is < '!' or > '~' && !(character == ' ' && context == MacroContext.Explanation))
                return Fail(at, "a character that is not printable ASCII", out failure);
            if (character != '%')
            {
                literal.Append(character);
                continue;
            }

            if (next < text.Length && text[next] == '{')
            {
                if (!TryParseExpansion(text, context, ref next, out MacroPart? expansion, out string reason))
                    return Fail(at, reason, out failure);
                if (literal.Length > 0)
                    parts.Add(new MacroPart.Literal(literal.ToString()));
                literal.Clear();
                parts.Add(expansion);
            }
            else if (!TryAppendEscape(text, ref next, literal))
            {
                // RFC 7208 §7.1: a percent sign that starts nothing is a syntax error
                return Fail(at, "a percent sign that starts no macro", out failure);
            }

            lastMacroEnd = next;
        }

        if (literal.Length > 0)
            parts.Add(new MacroPart.Literal(literal.ToString()));
        value = new MacroString(text, parts, lastMacroEnd);
        return true;
    }

    private static bool TryAppendEscape(string text, ref int next, StringBuilder literal)
    {
        string? escaped = next < text.Length ? text[next++] switch { '%' => "%", '_' => " ", '-' => "%20", _ => null } : null;
        literal.Append(escaped);
        return escaped is not null;
    }

    // RFC 7208 §7.1: "%{" macro-letter transformers *delimiter "}"
    private static bool TryParseExpansion(string text, MacroContext context, ref int next, [NotNullWhen(true)] out MacroPart? part, out string reason)
    {
        part = null;
        reason = "a macro without its closing brace";
        int end = text.IndexOf('}', next);
        if (end < 0)
            return false;
        ReadOnlySpan<char> body = text.AsSpan(next + 1, end - next - 1);
        next = end + 1;
        reason = "a macro letter that does not exist";
        int letter = body.IsEmpty ? -1 : Letters.IndexOf(char.ToLowerInvariant(body[0]), StringComparison.Ordinal);
        if (letter < 0)
            return false;
        // RFC 7208 §7.2: these stand only in the text that exp= points to
        reason = "a macro letter that is for explanations only";
        if (context == MacroContext.Term && ExplanationOnlyLetters.Contains(Letters[letter], StringComparison.Ordinal))
            return false;
        ReadOnlySpan<char> rest = body[1..];
        int digits = rest.IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? rest.Length : digits;
        // RFC 7208 §7.3: not zero. More than a name can have parts is as good as all.
        reason = "a macro that keeps zero parts";
        int? parts = digits == 0 ? null : int.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : int.MaxValue;
        if (parts == 0)
            return false;
        rest = rest[digits..];
        MacroOrder order = rest.StartsWith("r", StringComparison.OrdinalIgnoreCase) ? MacroOrder.Reversed : MacroOrder.AsIs;
        rest = order == MacroOrder.Reversed ? rest[1..] : rest;
        reason = "a macro delimiter that does not exist";
        if (rest.IndexOfAnyExcept(Delimiters) >= 0)
            return false;
        MacroEscaping escaping = char.IsAsciiLetterUpper(body[0]) ? MacroEscaping.Url : MacroEscaping.None;
        part = new MacroPart.Expansion((MacroLetter)letter, parts, order, rest.ToString(), escaping);
        return true;
    }

    private static bool Fail(int offset, string reason, out ParseFailure failure)
    {
        failure = new ParseFailure(offset, reason);
        return false;
    }
}
