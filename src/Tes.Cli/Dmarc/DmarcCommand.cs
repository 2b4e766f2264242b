using System.CommandLine;
using Tes.Cli.CommandLine;
using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Mail.Dmarc;

namespace Tes.Cli.Dmarc;

/// <summary><c>tes dmarc</c>: policies of domains by RFC 9989.</summary>
internal static class DmarcCommand
{
    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples) => CommandGroup.Create(
        "dmarc",
        "Find the DMARC policy that governs mail from a domain, and its Organizational Domain; read reports.",
        DmarcShowCommand.Create(console, examples),
        OrganizationalDomainCommand.Create(console, examples),
        DmarcReportCommand.Create(console, examples),
        DmarcFailureReportCommand.Create(console, examples));

    /// <summary>The option that names a list of public suffixes.</summary>
    public static Option<string?> SuffixListOption(string description) => new("--public-suffix-list") { Description = description, HelpName = "FILE" };

    /// <summary>The list that a user names; null for none.</summary>
    /// <exception cref="UsageException">The file is no list.</exception>
    public static PublicSuffixList? ReadList(string? path)
    {
        if (path is null)
            return null;
        return PublicSuffixList.TryRead(InputFile.ReadText(path), out PublicSuffixList? list, out string? problem)
            ? list
            : throw new UsageException($"{TerminalText.Quote(path)} is not a public suffix list: {problem}");
    }

    /// <summary>As of <c>tes dns query</c>: what failed cannot be told, what is bogus has been.</summary>
    public static ExitStatus StatusOf(DmarcWalk walk) => walk.Undetermined?.Lookup switch
    {
        null => ExitStatus.Good,
        DmarcLookup.Bogus => ExitStatus.CheckFailed,
        _ => ExitStatus.Inconclusive,
    };
}
