using Tes.Dns;

namespace Tes.Mail.Messages;

/// <summary>An address without its display name (RFC 5322 §3.4.1, RFC 6532 §3.2).</summary>
/// <param name="LocalPart">What stands before the @, quotes removed; a peer's text, to be escaped wherever it is shown.</param>
/// <param name="DomainText">What stands behind it, as written, brackets of an address literal included; to be escaped too.</param>
/// <param name="Domain">The same as a name with A-labels; null for an address literal.</param>
public sealed record Mailbox(string LocalPart, string DomainText, DomainName? Domain)
{
    /// <summary>Local part as people must write it: a dot-atom as it is, anything else in quotes (RFC 5322 §3.4.1), so that none looks like more than one address.</summary>
    public string QuotedLocalPart => IsDotAtom(LocalPart) ? LocalPart : $"\"{LocalPart.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>Both, the domain with A-labels, which look like no other domain; to be escaped wherever it is shown.</summary>
    public override string ToString() => $"{QuotedLocalPart}@{Domain?.ToDisplayString() ?? DomainText}";

    // RFC 5322 §3.2.3; of RFC 6532 §3.2 letters and digits alone, as there are other signs that look like @ and commas
    private static bool IsDotAtom(string text) => text.Length > 0 && text[0] != '.' && text[^1] != '.' && !text.Contains("..", StringComparison.Ordinal)
        && text.All(character => char.IsAsciiLetterOrDigit(character) || (character >= 0x80 && char.IsLetterOrDigit(character)) || "!#$%&'*+-/=?^_`{|}~.".Contains(character, StringComparison.Ordinal));
}
