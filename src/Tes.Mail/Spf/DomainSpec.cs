using System.Diagnostics.CodeAnalysis;
using Tes.Dns;

namespace Tes.Mail.Spf;

/// <summary>A domain name in a term, possibly with macros (RFC 7208 §7.1, domain-spec).</summary>
public sealed class DomainSpec
{
    private DomainSpec(MacroString macroString) => MacroString = macroString;

    /// <summary>The parsed text.</summary>
    public MacroString MacroString { get; }

    /// <inheritdoc/>
    public override string ToString() => MacroString.Text;

    internal static bool TryParse(string text, [NotNullWhen(true)] out DomainSpec? value, out ParseFailure failure)
    {
        value = null;
        if (!MacroString.TryParse(text, MacroContext.Term, out MacroString? macroString, out failure))
            return false;
        // RFC 7208 §7.1: domain-end = ( "." toplabel [ "." ] ) / macro-expand
        if (!macroString.EndsWithMacro && !EndsWithTopLabel(text))
        {
            failure = new ParseFailure(0, text.Length == 0 ? "an empty domain name" : "a domain name that does not end in a dot and a top-level label, or in a macro");
            return false;
        }

        value = new DomainSpec(macroString);
        return true;
    }

    private static bool EndsWithTopLabel(string text)
    {
        ReadOnlySpan<char> name = text.EndsWith('.') ? text.AsSpan(0, text.Length - 1) : text;
        int dot = name.LastIndexOf('.');
        if (dot < 0)
            return false;
        ReadOnlySpan<char> label = name[(dot + 1)..];
        // toplabel: letters and digits with a letter among them, or with a hyphen inside
        return !label.IsEmpty && char.IsAsciiLetterOrDigit(label[0]) && char.IsAsciiLetterOrDigit(label[^1])
            && label.IndexOfAnyExceptInRange('0', '9') >= 0
            && ContainsOnlyHostCharacters(label);
    }

    private static bool ContainsOnlyHostCharacters(ReadOnlySpan<char> label)
    {
        foreach (char character in label)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '-')
                return false;
        }

        return true;
    }
}
