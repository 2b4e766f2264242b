using System.Diagnostics.CodeAnalysis;
using Tes.Dns;

namespace Tes.Mail.MtaSts;

/// <summary>An <c>mx</c> of a policy (RFC 8461 §4.1): a host name, or <c>*.</c> and a name for exactly one label more.</summary>
/// <param name="Text">As written: ASCII.</param>
/// <param name="Name">The host, or the name behind the <c>*.</c>.</param>
/// <param name="Form">Which of the two.</param>
public sealed record MxPattern(string Text, DomainName Name, MxPatternForm Form)
{
    /// <summary>Whether an MX host is meant; the case of letters does not count.</summary>
    public bool Matches(DomainName host)
    {
        ArgumentNullException.ThrowIfNull(host);
        // RFC 8461 §4.1: the wildcard stands for the left-most label and for no more
        return Form == MxPatternForm.Host ? host == Name : !host.IsRoot && host.Parent == Name;
    }

    /// <summary>Reads a pattern: <c>["*."] Domain</c> (RFC 8461 §3.2), letters, digits and hyphens (RFC 5321 §4.1.2).</summary>
    internal static bool TryParse(string text, [NotNullWhen(true)] out MxPattern? pattern)
    {
        pattern = null;
        MxPatternForm form = text.StartsWith("*.", StringComparison.Ordinal) ? MxPatternForm.AnyFirstLabel : MxPatternForm.Host;
        string domain = form == MxPatternForm.Host ? text : text[2..];
        if (domain.EndsWith('.') || !domain.Split('.').All(IsLabel) || !DomainName.TryParse(domain, out DomainName? name, out _))
            return false;
        pattern = new MxPattern(text, name, form);
        return true;
    }

    private static bool IsLabel(string label) =>
        label.Length > 0 && label[0] != '-' && label[^1] != '-' && label.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');
}
