using System.Net;
using System.Net.Sockets;
using Tes.Cli.Terminal;
using Tes.Dns;

namespace Tes.Cli.Spf;

/// <summary>What a user says of an SMTP session. Address aside it is what a peer said, and may be anything.</summary>
internal static class SessionText
{
    /// <summary>Reads the address of a client.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static IPAddress ParseAddress(string text)
    {
        // The parser of the platform also takes 1.2.3, 0x7f.1, brackets and zone identifiers.
        string trimmed = text.Trim();
        bool plain = trimmed.All(character => char.IsAsciiHexDigit(character) || character is ':' or '.');
        return plain && IPAddress.TryParse(trimmed, out IPAddress? address)
            && (address.AddressFamily == AddressFamily.InterNetworkV6 || string.Equals(address.ToString(), trimmed, StringComparison.Ordinal))
            ? address
            : throw new UsageException($"{TerminalText.Quote(text)} is not an IP address");
    }

    /// <summary>A reverse-path without its angle brackets, its domain in A-labels.</summary>
    public static string ReadReversePath(string text)
    {
        string path = text is ['<', .., '>'] ? text[1..^1] : text;
        int at = path.LastIndexOf('@');
        return path[..(at + 1)] + ToAscii(path[(at + 1)..]);
    }

    /// <summary>A domain in A-labels.</summary>
    // RFC 7208 §4.3: internationalized names are looked up as A-labels. What is no name stays as it is, and the check says so.
    public static string ToAscii(string domain) =>
        !System.Text.Ascii.IsValid(domain) && InternationalName.TryToAscii(domain, out string? ascii, out _) ? ascii : domain;
}
