using System.CommandLine;
using System.Globalization;
using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Scan.Survey.Archive;

namespace Tes.Cli.Survey;

/// <summary><c>tes scan export</c>: a survey as files for other programs.</summary>
internal static class ExportCommand
{
    private static readonly Dictionary<string, ExportFormat> Formats = new(StringComparer.Ordinal)
    {
        ["parquet"] = ExportFormat.Parquet,
        ["jsonl"] = ExportFormat.JsonLines,
        ["csv"] = ExportFormat.Csv,
    };

    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var run = new RunArgument("Number of the survey. Default: the last.");
        var archive = new ArchiveOptions();
        var format = new Option<string>("--format") { Description = "parquet, jsonl (JSON Lines) or csv, which is for spreadsheets: a text that they would take for a formula has an apostrophe before it.", HelpName = "FORMAT", DefaultValueFactory = _ => "parquet" };
        var table = new Option<string[]>("--table") { Description = $"Only this table; may be given again. Default: all of {string.Join(", ", ArchiveExport.Tables)}.", HelpName = "TABLE" };
        var output = new Option<string>("--output") { Description = "The folder that the files are put in; made where it does not exist.", HelpName = "FOLDER", Required = true };
        format.AcceptOnlyFromAmong([.. Formats.Keys]);
        table.AcceptOnlyFromAmong([.. ArchiveExport.Tables]);
        var export = new Command("export", "Write a survey to files, one for each table of the archive (docs/archive.md).");
        run.AddTo(export);
        archive.AddTo(export);
        export.Add(format);
        export.Add(table);
        export.Add(output);
        export.SetAction((parsed, cancellationToken) => Task.Run(
            () =>
            {
                using SurveyArchive opened = archive.OpenToRead(parsed);
                ArchivedRun found = ArchiveOptions.Find(opened, run.Number(parsed), archive.Path(parsed));
                string folder = parsed.GetValue(output)!;
                ExportFormat wanted = Formats[parsed.GetValue(format)!];
                try
                {
                    Directory.CreateDirectory(folder);
                    foreach (string name in parsed.GetValue(table) is { Length: > 0 } tables ? tables : ArchiveExport.Tables)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        string file = Path.Combine(folder, $"{name}.{ArchiveExport.Extension(wanted)}");
                        Write(opened, found.Number, name, wanted, file);
                        console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{TerminalText.Escape(file)}  {new FileInfo(file).Length} octets"));
                    }
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
                {
                    throw new UsageException($"cannot write to {TerminalText.Quote(folder)}: {OutputFile.Reason(folder, exception)}", exception);
                }

                return Task.FromResult((int)ExitStatus.Good);
            },
            cancellationToken));
        examples[export] = ["tes scan export --output survey", "tes scan export 3 --format csv --table domains --table findings --output survey"];
        return export;
    }

    // The archive is open; what fails now is the file.
    private static void Write(SurveyArchive archive, int run, string table, ExportFormat format, string file)
    {
        try
        {
            ArchiveExport.Write(archive, run, table, format, file);
        }
        catch (ArchiveException exception)
        {
            string reason = exception.Fault is ArchiveFault.Full or ArchiveFault.NotPermitted ? exception.Message : (exception.InnerException ?? exception).Message.ReplaceLineEndings(" ");
            throw new UsageException($"cannot write {TerminalText.Quote(file)}: {reason}", exception);
        }
    }
}
