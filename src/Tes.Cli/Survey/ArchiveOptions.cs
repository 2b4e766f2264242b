using System.CommandLine;
using Tes.Cli.Terminal;
using Tes.Scan.Survey.Archive;

namespace Tes.Cli.Survey;

/// <summary>Where surveys are kept.</summary>
internal sealed class ArchiveOptions
{
    /// <summary>The archive where none is named: in the current folder, to be seen.</summary>
    public const string UsualFile = "tes-scan.duckdb";

    private readonly Option<string> _archive = new("--archive")
    {
        Description = "The file that surveys are kept in (DuckDB).",
        HelpName = "FILE",
        DefaultValueFactory = _ => UsualFile,
    };

    public void AddTo(Command command) => command.Add(_archive);

    public string Path(ParseResult parsed) => parsed.GetValue(_archive)!;

    public bool IsNamed(ParseResult parsed) => parsed.GetResult(_archive) is { Implicit: false };

    /// <summary>A run of an archive.</summary>
    /// <exception cref="UsageException">There is none such.</exception>
    public static ArchivedRun Find(SurveyArchive archive, int? number, string path)
    {
        try
        {
            return archive.Run(number);
        }
        catch (ArchiveException exception) when (exception.Fault == ArchiveFault.NoSuchRun)
        {
            throw new UsageException($"the archive {TerminalText.Quote(path)}: {exception.Message}", exception);
        }
    }

    /// <summary>Opens it to write.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public SurveyArchive OpenToWrite(ParseResult parsed, TimeProvider time)
    {
        string path = Path(parsed);
        try
        {
            return SurveyArchive.Open(path, VersionText.Line, time);
        }
        catch (ArchiveException exception)
        {
            throw new UsageException($"cannot use the archive {TerminalText.Quote(path)}: {exception.Message}", exception);
        }
    }

    /// <summary>Opens it to read.</summary>
    /// <exception cref="UsageException">It cannot be read.</exception>
    public SurveyArchive OpenToRead(ParseResult parsed)
    {
        string path = Path(parsed);
        try
        {
            return SurveyArchive.OpenToRead(path);
        }
        catch (ArchiveException exception)
        {
            throw new UsageException($"cannot read the archive {TerminalText.Quote(path)}: {exception.Message}", exception);
        }
    }
}
