using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Tes.Dns;

namespace Tes.Mail.Spf;

/// <summary>Reads the text of a record into terms (RFC 7208 §12 has the whole grammar).</summary>
internal static class SpfRecordText
{
    // ABNF literals are case-insensitive (RFC 5234 §2.3)
    private const string Version = "v=spf1";

    private static readonly SearchValues<char> ModifierNameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    public static bool HasVersion(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // RFC 7208 §4.5: ended by a space or by the end of the record, so v=spf10 is none
        return text.StartsWith(Version, StringComparison.OrdinalIgnoreCase) && (text.Length == Version.Length || text[Version.Length] == ' ');
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out SpfRecord? record, out ParseFailure failure)
    {
        record = null;
        if (!HasVersion(text))
        {
            failure = new ParseFailure(0, "the version is not v=spf1");
            return false;
        }

        var terms = new SpfTerms();
        int next = Version.Length;
        while (next < text.Length)
        {
            // RFC 7208 §4.6.1: terms are separated by spaces, which may also end the record; a tab is no space
            if (text[next] == ' ')
            {
                next++;
                continue;
            }

            int end = text.IndexOf(' ', next);
            end = end < 0 ? text.Length : end;
            if (!TryReadTerm(text[next..end], terms, out ParseFailure inTerm))
            {
                failure = new ParseFailure(next + inTerm.Offset, inTerm.Reason);
                return false;
            }

            next = end;
        }

        record = new SpfRecord(text, terms);
        failure = default;
        return true;
    }

    private static bool TryReadTerm(string term, SpfTerms terms, out ParseFailure failure)
    {
        // RFC 7208 §4.6.1: name "=" makes it a modifier; the name is ALPHA *( ALPHA / DIGIT / "-" / "_" / "." )
        int equals = term.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0 && char.IsAsciiLetter(term[0]) && term.AsSpan(0, equals).IndexOfAnyExcept(ModifierNameCharacters) < 0)
            return TryReadModifier(term[..equals], term[(equals + 1)..], terms, out failure);
        SpfQualifier? qualifier = term[0] switch
        {
            '+' => SpfQualifier.Pass,
            '-' => SpfQualifier.Fail,
            '~' => SpfQualifier.SoftFail,
            '?' => SpfQualifier.Neutral,
            _ => null,
        };
        int start = qualifier is null ? 0 : 1;
        if (!SpfMechanismText.TryParse(term[start..], out SpfMechanism? mechanism, out ParseFailure inMechanism))
        {
            failure = new ParseFailure(start + inMechanism.Offset, inMechanism.Reason);
            return false;
        }

        terms.Directives.Add(new SpfDirective(qualifier ?? SpfQualifier.Pass, mechanism, term));
        failure = default;
        return true;
    }

    private static bool TryReadModifier(string name, string value, SpfTerms terms, out ParseFailure failure)
    {
        bool isRedirect = name.Equals("redirect", StringComparison.OrdinalIgnoreCase);
        bool isExplanation = name.Equals("exp", StringComparison.OrdinalIgnoreCase);
        ParseFailure inValue;
        if (isRedirect || isExplanation)
        {
            // RFC 7208 §6: each at most once
            if ((isRedirect ? terms.Redirect : terms.Explanation) is not null)
                return Fail(0, "a modifier that may stand only once stands twice", out failure);
            if (!DomainSpec.TryParse(value, out DomainSpec? domain, out inValue))
                return Fail(name.Length + 1 + inValue.Offset, inValue.Reason, out failure);
            if (isRedirect)
                terms.Redirect = domain;
            else
                terms.Explanation = domain;
        }
        else
        {
            // RFC 7208 §6: unknown modifiers are ignored, but must be well-formed
            if (!MacroString.TryParse(value, MacroContext.Term, out MacroString? macroString, out inValue))
                return Fail(name.Length + 1 + inValue.Offset, inValue.Reason, out failure);
            terms.UnknownModifiers.Add(new UnknownSpfModifier(name, macroString));
        }

        failure = default;
        return true;
    }

    private static bool Fail(int offset, string reason, out ParseFailure failure)
    {
        failure = new ParseFailure(offset, reason);
        return false;
    }
}
