using System.Diagnostics.CodeAnalysis;
using Tes.Dns;

namespace Tes.Mail.Messages;

/// <summary>
/// Domains as messages and signatures write them: LDH labels, or U-labels (RFC 6532, RFC 8616), which become A-labels; on a system
/// that cannot convert them (<see cref="InternationalName"/>) they are no names.
/// </summary>
internal static class InternationalDomain
{
    // Own limit: no name of 255 octets takes more characters in any script.
    private const int LongestText = 1000;

    /// <summary>Reads a name without final dot.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DomainName? name)
    {
        name = null;
        if (text.Length is 0 or > LongestText || text[^1] == '.' || !InternationalName.TryToAscii(text, out string? ascii, out _))
            return false;
        // RFC 1034 §3.5 and the underscore of practice
        foreach (char character in ascii)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_' or '.'))
                return false;
        }

        return DomainName.TryParse(ascii, out name, out _);
    }
}
