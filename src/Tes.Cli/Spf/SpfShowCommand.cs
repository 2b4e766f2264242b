using System.CommandLine;
using Tes.Cli.Json;
using Tes.Cli.Options;
using Tes.Cli.Resolution;
using Tes.Cli.Terminal;
using Tes.Dns;
using Tes.Mail.Spf;
using Tes.Mail.Spf.Inspection;

namespace Tes.Cli.Spf;

/// <summary><c>tes spf show</c>: a policy with all that it includes, and what it comes to.</summary>
internal static class SpfShowCommand
{
    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var domain = new Argument<string>("DOMAIN") { Description = "Domain whose policy to show." };
        var json = new Option<bool>("--json") { Description = $"Print one JSON document ({SpfShowJson.Schema})." };
        var flatten = new Option<bool>("--flatten") { Description = "Print the policy as one record without names alone, as of now; what is lost goes to the standard error." };
        var lookup = new LookupOptions();
        var show = new Command("show", "Show a policy with all that it includes, its look-ups, networks and faults. Exit status: 0 nothing found, 1 faults, 2 usage, 3 the look-up failed.");
        show.Add(domain);
        show.Add(json);
        show.Add(flatten);
        lookup.AddTo(show);
        show.SetAction(async (parsed, cancellationToken) =>
        {
            DomainName name = QueryName.Parse(parsed.GetRequiredValue(domain));
            if (parsed.GetValue(json) && parsed.GetValue(flatten))
                throw new UsageException("--json has the flattened record, too; leave out --flatten");
            await using SwitchingResolver resolver = lookup.OpenResolver(parsed, family: null, rate: null, console);
            SpfTree tree = await SpfTreeReader.ReadAsync(resolver, name, cancellationToken);
            if (parsed.GetValue(json))
                JsonDocumentWriter.Write(console.Output, indented: true, document => SpfShowJson.Write(document, tree, resolver.Path));
            else if (parsed.GetValue(flatten))
                WriteFlattened(console, tree);
            else
                SpfShowText.Write(console.Output, tree, new Palette(console.Color));
            if (resolver.KnownTrouble is { } trouble)
            {
                console.WriteError($"the system's resolver is of no use here, and authoritative servers cannot be asked in its place: {trouble} (see 'tes dns doctor')");
                return (int)ExitStatus.Inconclusive;
            }

            return (int)StatusOf(tree);
        });
        examples[show] =
        [
            "tes spf show example.org",
            "tes spf show example.org --json",
            "tes spf show example.org --flatten",
        ];
        return show;
    }

    private static void WriteFlattened(CommandConsole console, SpfTree tree)
    {
        if (tree.Flattened is not { } flattened)
        {
            console.WriteError(tree.Findings.Count > 0 ? tree.Findings[0].Text : "there is no SPF record");
            return;
        }

        console.Output.WriteLine(TerminalText.Escape(flattened.Text));
        foreach (string difference in flattened.Differences)
            console.WriteError(difference);
    }

    // A failure that was seen stays true whatever else could not be seen.
    private static ExitStatus StatusOf(SpfTree tree) =>
        tree.Root.Lookup is SpfLookup.Failed ? ExitStatus.Inconclusive
        : tree.Findings.Any(finding => IsFault(finding.Kind)) ? ExitStatus.CheckFailed
        : tree.Findings.Any(finding => finding.Kind == SpfFindingKind.NotLookedUp) ? ExitStatus.Inconclusive
        : ExitStatus.Good;

    private static bool IsFault(SpfFindingKind kind) => kind is SpfFindingKind.NoValidRecord or SpfFindingKind.Loop or SpfFindingKind.TooManyLookups
        or SpfFindingKind.TooManyVoidLookups or SpfFindingKind.TooManyMxHosts or SpfFindingKind.PassAll;
}
