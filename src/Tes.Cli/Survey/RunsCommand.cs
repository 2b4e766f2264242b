using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Tes.Cli.Json;
using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Scan.Survey.Archive;

namespace Tes.Cli.Survey;

/// <summary><c>tes scan runs</c>: what is in an archive.</summary>
internal static class RunsCommand
{
    public const string Schema = "tes.scan.runs/1";

    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var archive = new ArchiveOptions();
        var json = new Option<bool>("--json") { Description = $"Print one JSON document ({Schema})." };
        var runs = new Command("runs", "List the surveys of an archive.");
        archive.AddTo(runs);
        runs.Add(json);
        runs.SetAction(parsed =>
        {
            using SurveyArchive opened = archive.OpenToRead(parsed);
            IReadOnlyList<ArchivedRun> found = opened.Runs();
            if (parsed.GetValue(json))
                JsonDocumentWriter.Write(console.Output, indented: true, document => Write(document, found));
            else
                Write(console, found);
            return (int)ExitStatus.Good;
        });
        examples[runs] = ["tes scan runs", "tes scan runs --archive surveys.duckdb --json"];
        return runs;
    }

    private static void Write(CommandConsole console, IReadOnlyList<ArchivedRun> runs)
    {
        if (runs.Count == 0)
        {
            console.Output.WriteLine("No survey yet.");
            return;
        }

        var table = new TextTable(["run", "begun", "state", "domains", "list"]);
        foreach (ArchivedRun run in runs)
        {
            table.Add(
                TableCell.Of(run.Number.ToString(CultureInfo.InvariantCulture).PadLeft(3)),
                TableCell.Of(TimeText.Format(run.Started)),
                TableCell.Of(run.Finished is null ? "not finished" : run.JudgedFrom is { } old ? $"run {old} judged again" : "finished"),
                TableCell.Of(run.Domains.ToString(CultureInfo.InvariantCulture).PadLeft(7)),
                TableCell.Of(TerminalText.Escape(run.Description.List)));
        }

        table.Write(console.Output, new Palette(console.Color));
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<ArchivedRun> runs)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteStartArray("runs");
        foreach (ArchivedRun run in runs)
        {
            json.WriteStartObject();
            json.WriteNumber("run", run.Number);
            json.WriteString("started", TimeText.Format(run.Started));
            if (run.Finished is { } finished)
                json.WriteString("finished", TimeText.Format(finished));
            else
                json.WriteNull("finished");
            json.WriteString("list", run.Description.List);
            json.WriteString("listSha256", run.Description.ListDigest);
            json.WriteString("options", run.Description.Options);
            json.WriteString("program", run.Program);
            if (run.JudgedFrom is { } old)
                json.WriteNumber("judgedFrom", old);
            else
                json.WriteNull("judgedFrom");
            json.WriteNumber("domains", run.Domains);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
