using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Scan.Domains;

namespace Tes.Cli.Test;

/// <summary>The domains of a command line and of a list.</summary>
internal static class DomainList
{
    /// <summary>Reads them, each once, in order.</summary>
    /// <param name="arguments">From the command line.</param>
    /// <param name="path">A file with one domain a line, <c>-</c> for <paramref name="input"/>, or null. Empty lines and what follows <c>#</c> are left out.</param>
    /// <param name="input">The standard input.</param>
    /// <exception cref="UsageException">Something is no domain; all of it is checked before anything is tested.</exception>
    public static IReadOnlyList<MailDomain> Read(IEnumerable<string> arguments, string? path, TextReader input)
    {
        var domains = new List<MailDomain>();
        foreach (string argument in arguments)
            domains.Add(Parse(argument, place: string.Empty));
        if (path is not null)
        {
            string text = string.Equals(path, "-", StringComparison.Ordinal) ? input.ReadToEnd() : InputFile.ReadText(path);
            int number = 0;
            foreach (string line in text.Split('\n'))
            {
                number++;
                string entry = line.Split('#')[0].Trim();
                if (entry.Length > 0)
                    domains.Add(Parse(entry, $"{(string.Equals(path, "-", StringComparison.Ordinal) ? "standard input" : TerminalText.Escape(path))}, line {number}: "));
            }
        }

        return [.. domains.DistinctBy(domain => domain.Name)];
    }

    private static MailDomain Parse(string text, string place) => MailDomain.TryParse(text, out MailDomain? domain, out string? problem)
        ? domain
        : throw new UsageException($"{place}{TerminalText.Quote(text)} {problem}");
}
