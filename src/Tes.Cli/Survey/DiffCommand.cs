using System.CommandLine;
using System.Globalization;
using Tes.Cli.Json;
using Tes.Cli.Terminal;
using Tes.Scan.Survey.Archive;

namespace Tes.Cli.Survey;

/// <summary><c>tes scan diff</c>: what changed from one survey to another.</summary>
internal static class DiffCommand
{
    public const string Schema = "tes.scan.change/1";

    private const int NamesShown = 10;

    private static readonly string[] Changes = ["gained", "lost", "broken", "repaired", "appeared", "disappeared"];

    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var before = new RunArgument("Number of the earlier survey.", "BEFORE", required: true);
        var after = new RunArgument("Number of the later one.", "AFTER", required: true);
        var archive = new ArchiveOptions();
        var json = new Option<bool>("--json") { Description = $"Print every change as one JSON document on a line ({Schema})." };
        var diff = new Command("diff", "Say what changed between two surveys: gained, lost, broken, repaired. What one of them could not tell is no change.");
        before.AddTo(diff);
        after.AddTo(diff);
        archive.AddTo(diff);
        diff.Add(json);
        diff.SetAction(parsed =>
        {
            using SurveyArchive opened = archive.OpenToRead(parsed);
            ArchivedRun first = ArchiveOptions.Find(opened, before.Number(parsed), archive.Path(parsed));
            ArchivedRun second = ArchiveOptions.Find(opened, after.Number(parsed), archive.Path(parsed));
            IEnumerable<DomainChange> changes = DomainChange.Between(opened, first.Number, second.Number);
            if (parsed.GetValue(json))
                WriteLines(console, changes);
            else
                Write(console, first, second, changes);
            return (int)ExitStatus.Good;
        });
        examples[diff] = ["tes scan diff 1 2", "tes scan diff 1 2 --json | jq -r 'select(.aspect == \"dane\" and .change == \"broken\").domain'"];
        return diff;
    }

    private static void WriteLines(CommandConsole console, IEnumerable<DomainChange> changes)
    {
        foreach (DomainChange change in changes)
        {
            JsonDocumentWriter.Write(console.Output, indented: false, json =>
            {
                json.WriteStartObject();
                json.WriteString("schema", Schema);
                json.WriteString("domain", change.Domain);
                json.WriteString("aspect", change.Aspect);
                json.WriteString("change", change.Change);
                json.WriteString("before", change.Before);
                json.WriteString("after", change.After);
                json.WriteString("cause", change.Cause);
                json.WriteEndObject();
            });
        }
    }

    private static void Write(CommandConsole console, ArchivedRun before, ArchivedRun after, IEnumerable<DomainChange> changes)
    {
        // Each change is gone through once; of each kind the number and the first few are kept.
        var kinds = new SortedDictionary<string, Dictionary<string, Kind>>(StringComparer.Ordinal);
        foreach (DomainChange change in changes)
        {
            if (!kinds.TryGetValue(change.Aspect, out Dictionary<string, Kind>? aspect))
                kinds.Add(change.Aspect, aspect = new Dictionary<string, Kind>(StringComparer.Ordinal));
            if (!aspect.TryGetValue(change.Change, out Kind? kind))
                aspect.Add(change.Change, kind = new Kind());
            kind.Add(change);
        }

        var palette = new Palette(console.Color);
        if (kinds.Count == 0)
        {
            console.Output.WriteLine($"Nothing changed from run {before.Number} to run {after.Number}.");
            return;
        }

        string[] shown = [.. Changes.Where(change => kinds.Values.Any(aspect => aspect.ContainsKey(change)))];
        var table = new TextTable([$"from run {before.Number} to run {after.Number}", .. shown]);
        foreach ((string aspect, Dictionary<string, Kind> found) in kinds)
            table.Add([TableCell.Of(aspect), .. shown.Select(change => TableCell.Of((found.TryGetValue(change, out Kind? kind) ? kind.Count : 0).ToString(CultureInfo.InvariantCulture).PadLeft(change.Length)))]);
        table.Write(console.Output, palette);
        foreach ((string aspect, Dictionary<string, Kind> found) in kinds)
        {
            foreach (string change in shown.Where(found.ContainsKey))
                Write(console, palette, $"{aspect} {change}", found[change]);
        }
    }

    private static void Write(CommandConsole console, Palette palette, string title, Kind kind)
    {
        console.Output.WriteLine();
        console.Output.WriteLine(palette.Heading(string.Create(CultureInfo.InvariantCulture, $"{title}: {kind.Count} {(kind.Count == 1 ? "domain" : "domains")}")));
        foreach (DomainChange change in kind.First)
        {
            string cause = change.Cause is { } text ? $": {TerminalText.Escape(text)}" : "";
            console.Output.WriteLine($"  {TerminalText.Escape(change.Domain)}  {TerminalText.Escape(change.Before ?? "-")} -> {TerminalText.Escape(change.After ?? "-")}{cause}");
        }

        if (kind.Count > kind.First.Count)
            console.Output.WriteLine(palette.Quiet(string.Create(CultureInfo.InvariantCulture, $"  and {kind.Count - kind.First.Count} more (--json has all)")));
    }

    private sealed class Kind
    {
        public int Count { get; private set; }

        public List<DomainChange> First { get; } = [];

        public void Add(DomainChange change)
        {
            Count++;
            if (First.Count < NamesShown)
                First.Add(change);
        }
    }
}
