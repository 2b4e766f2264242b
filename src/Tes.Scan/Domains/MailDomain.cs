using System.Diagnostics.CodeAnalysis;
using System.Net;
using Tes.Dns;

namespace Tes.Scan.Domains;

/// <summary>The domain part of mail addresses as a person gives it: the thing under test.</summary>
/// <param name="Name">The name for look-ups: A-labels, lower case, absolute.</param>
/// <param name="Text">The same without final dot.</param>
/// <param name="UnicodeText">With U-labels for people (RFC 5890 §2.3.2.1); equal to <paramref name="Text"/> where there are none. Escape before a terminal sees it.</param>
public sealed record MailDomain(DomainName Name, string Text, string UnicodeText)
{
    // RFC 1035 §2.3.4: 255 octets on the wire are 253 characters without the final dot
    private const int LongestText = 253;

    private const int LongestLabel = 63;

    /// <summary>
    /// Reads what a person typed: white space around it and one final dot are dropped, other scripts converted (UTS #46).
    /// </summary>
    /// <param name="text">The input.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="problem">What is wrong, as a clause that goes on after the quoted input: "is empty", "is a mail address; …". May quote parts of the input raw.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out MailDomain? domain, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        domain = null;
        string trimmed = text.Trim();
        problem = ShapeProblem(trimmed);
        if (problem is not null)
            return false;
        if (!InternationalName.TryToAscii(trimmed, out string? ascii, out problem))
            return false;
        if (ascii.EndsWith('.'))
            ascii = ascii[..^1];
        ascii = ascii.ToLowerInvariant();
        problem = NameProblem(ascii);
        if (problem is not null)
            return false;
        if (!DomainName.TryParse(ascii, out DomainName? name, out ParseFailure failure))
        {
            problem = $"is not a domain name: {failure.Reason}";
            return false;
        }

        domain = new MailDomain(name, ascii, InternationalName.ToUnicode(ascii));
        return true;
    }

    private static string? ShapeProblem(string text)
    {
        if (text.Length == 0)
            return "is empty; give a domain such as example.org";
        if (text.Contains("://", StringComparison.Ordinal))
            return Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Host.Length > 0
                ? $"is a URL; the domain in it is {uri.Host}"
                : "is a URL; give the domain alone";
        int at = text.LastIndexOf('@');
        if (at >= 0)
            return at < text.Length - 1 ? $"is a mail address; its domain is {text[(at + 1)..]}" : "is not a domain name: it ends with @";
        if (IPAddress.TryParse(text.Trim('[', ']'), out _) || (text.StartsWith('[') && text.EndsWith(']')))
            return "is an IP address; a test needs the domain of mail addresses";
        return text switch
        {
            _ when text.Any(char.IsWhiteSpace) => "is not a domain name: it has white space in it",
            _ when text.Any(char.IsControl) => "is not a domain name: it has control characters in it",
            _ when text.Contains('/', StringComparison.Ordinal) => "is not a domain name: it has a slash in it",
            _ when text.Contains(':', StringComparison.Ordinal) => "is not a domain name: it has a colon in it; the port is an option (--smtp-port)",
            _ => null,
        };
    }

    private static string? NameProblem(string ascii)
    {
        if (ascii.Length == 0)
            return "is the root of the DNS, not a mail domain";
        if (ascii.Length > LongestText)
            return $"is not a domain name: it has {ascii.Length} characters, more than {LongestText} (RFC 1035 §2.3.4)";
        string[] labels = ascii.Split('.');
        foreach (string label in labels)
        {
            if (label.Length == 0)
                return "is not a domain name: it has an empty label (two dots, or one at the start)";
            if (label.Length > LongestLabel)
                return $"is not a domain name: a label has {label.Length} characters, more than {LongestLabel} (RFC 1035 §2.3.4)";
            // RFC 5321 §4.1.2 has letters, digits and hyphens; underscores occur in the DNS and do no harm
            if (label.Any(character => !char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_')))
                return "is not a domain name: only letters, digits and hyphens stand between the dots";
            if (label[0] == '-' || label[^1] == '-')
                return "is not a domain name: a label begins or ends with a hyphen";
        }

        // RFC 1123 §2.1: the top-level label is never all digits, so that addresses can be told from names
        return labels[^1].All(char.IsAsciiDigit) ? "is not a domain name: it ends with a number" : null;
    }
}
