using System.CommandLine;
using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Scan.Survey.Countries;

namespace Tes.Cli.Survey;

/// <summary>Where the countries of addresses are looked up.</summary>
internal sealed class CountryOptions
{
    /// <summary>As it stands among the options of a survey.</summary>
    public const string Name = "--countries";

    private readonly Option<string?> _countries = new(Name)
    {
        Description = "Note the country of each mail server, by this database in the MaxMind DB format (.mmdb).",
        HelpName = "FILE",
    };

    public void AddTo(Command command) => command.Add(_countries);

    public bool IsNamed(ParseResult parsed) => parsed.GetResult(_countries) is not null;

    /// <summary>Reads the database; null where none is named.</summary>
    /// <exception cref="UsageException">It cannot be used.</exception>
    public CountryDatabase? Read(ParseResult parsed)
    {
        if (parsed.GetValue(_countries) is not { } path)
            return null;
        return CountryDatabase.TryRead(InputFile.ReadWhole(path, CountryDatabase.LargestFile), out CountryDatabase? database, out string? problem)
            ? database
            : throw new UsageException($"cannot use the country database {TerminalText.Quote(path)}: {problem}");
    }
}
