using Tes.Cli.Terminal;
using Tes.Dns;
using Tes.Mail.Messages;

namespace Tes.Cli.Dkim;

/// <summary>An address of an author for people, so that its domain is always seen, and seen for what it is.</summary>
internal static class AuthorText
{
    // RFC 5321 §4.5.3.1.1; more would push the domain out of sight
    private const int LongestLocalPart = 64;

    /// <summary>The address, its domain in A-labels and, where it has any, in U-labels behind it.</summary>
    public static string Of(Mailbox mailbox)
    {
        string localPart = mailbox.QuotedLocalPart;
        if (localPart.Length > LongestLocalPart)
            localPart = $"{localPart[..LongestLocalPart]}…";
        string domain = mailbox.Domain?.ToDisplayString() ?? mailbox.DomainText;
        string unicode = InternationalName.ToUnicode(domain);
        string shown = string.Equals(unicode, domain, StringComparison.Ordinal) ? string.Empty : $" ({TerminalText.Shorten(unicode)})";
        return $"{TerminalText.Escape(localPart)}@{TerminalText.Shorten(domain)}{shown}";
    }
}
