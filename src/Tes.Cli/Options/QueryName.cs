using Tes.Cli.Terminal;
using Tes.Dns;

namespace Tes.Cli.Options;

/// <summary>Any name of the DNS as a user types it: presentation form, other scripts converted.</summary>
internal static class QueryName
{
    /// <exception cref="UsageException">The text is no name.</exception>
    public static DomainName Parse(string text)
    {
        if (!InternationalName.TryToAscii(text.Trim(), out string? ascii, out string? problem))
            throw new UsageException($"{TerminalText.Quote(text)} {problem}");
        return DomainName.TryParse(ascii, out DomainName? name, out ParseFailure failure)
            ? name
            : throw new UsageException($"{TerminalText.Quote(text)} is not a domain name: {failure.Reason}");
    }
}
