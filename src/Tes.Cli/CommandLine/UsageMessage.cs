using System.CommandLine;
using System.CommandLine.Parsing;
using Tes.Cli.Options;
using Tes.Cli.Terminal;

namespace Tes.Cli.CommandLine;

/// <summary>One line about what is wrong with a command line.</summary>
internal static class UsageMessage
{
    /// <summary>What is wrong; null where nothing is.</summary>
    public static string? Of(ParseResult parsed)
    {
        string path = PathOf(parsed.CommandResult);
        Command command = parsed.CommandResult.Command;
        // The word that nobody knows says more than what is missing because of it.
        string? unknown = UnknownOption(parsed) ?? (parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null);
        if (unknown is null && parsed.Errors.Count == 0)
            return null;
        string problem = unknown is { } word
            ? $"{TerminalText.Quote(word)} is not {(word.StartsWith('-') ? "an option" : command.Subcommands.Count > 0 ? "a command" : "an argument")} of '{path}'{Suggestion(command, word)}"
            : command.Subcommands.Count > 0 && command.Action is null
                ? $"'{path}' needs a command: {string.Join(", ", command.Subcommands.Select(verb => verb.Name))}"
                : parsed.Errors[0].Message.TrimEnd('.');
        return $"{problem} (see '{path} --help')";
    }

    // The parser takes a misspelt option for an argument where one may stand.
    private static string? UnknownOption(ParseResult parsed)
    {
        Token? before = null;
        foreach (Token token in parsed.Tokens)
        {
            if (token.Type == TokenType.DoubleDash)
                return null;
            bool free = before is { Type: TokenType.Option, Value: var name } && parsed.CommandResult.Command.Options.Any(option => option is FreeTextOption && option.Name == name);
            if (token.Type == TokenType.Argument && token.Value is ['-', _, ..] && !free)
                return token.Value;
            before = token;
        }

        return null;
    }

    /// <summary>The command as typed: <c>tes dns query</c>.</summary>
    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : "tes";

    private static string Suggestion(Command command, string word)
    {
        // Two slips of the finger; more is another word.
        const int FarthestSlip = 2;
        string? closest = command.Subcommands.Select(verb => verb.Name)
            .Concat(command.Options.Where(option => !option.Hidden).Select(option => option.Name))
            .Where(name => Distance(name, word) <= FarthestSlip)
            .MinBy(name => Distance(name, word));
        return closest is null ? string.Empty : $"; did you mean '{closest}'?";
    }

    // Levenshtein distance; words that differ a lot in length are far apart without counting.
    private static int Distance(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > 2)
            return int.MaxValue;
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int cost = left[i - 1] == right[j - 1] ? 0 : 1;
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + cost));
            }
        }

        return row[^1];
    }
}
