using System.CommandLine;
using System.Globalization;
using Tes.Cli.Json;
using Tes.Cli.Lab;
using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Cli.Test;
using Tes.Scan.Survey;

namespace Tes.Cli.Survey;

/// <summary><c>tes scan</c>: a survey of many domains.</summary>
internal static class ScanCommand
{
    /// <summary>Domains tested at once by default. Own choice: look-ups enough to keep a resolver busy; hosts are spared by the probe's own gate.</summary>
    private const int UsualAtOnce = 200;

    private const int MostAtOnce = 5000;

    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var list = new Argument<string?>("LIST")
        {
            Description = "File of domains: one a line, a rank list (CSV), or a zone file; also compressed with gzip or Zstandard. - is the standard input.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var limit = new Option<int?>("--limit") { Description = "Stop after the first N domains of the list.", HelpName = "N" };
        var atOnce = new Option<int>("--at-once") { Description = "Test N domains at once.", HelpName = "N", DefaultValueFactory = _ => UsualAtOnce };
        var lab = new Option<bool>("--lab") { Description = "Survey the 1000 made-up domains of December 2016 in the built-in test net; needs no network." };
        var json = new Option<bool>("--json") { Description = $"Print one JSON document ({ScanJson.Schema})." };
        var lookup = new LookupOptions();
        var smtp = new SmtpOptions();
        limit.Validators.Add(result => RequireRange(result, limit, int.MaxValue));
        atOnce.Validators.Add(result => RequireRange(result, atOnce, MostAtOnce));
        var scan = new Command("scan", "Survey the mail transport of many domains: classes, TLS versions, DNSSEC and DANE, in numbers. Exit status: 0 done, 2 usage, 3 no domain could be tested.");
        scan.Add(list);
        scan.Add(limit);
        scan.Add(atOnce);
        scan.Add(lab);
        scan.Add(json);
        lookup.AddTo(scan);
        smtp.AddTo(scan);
        scan.SetAction(async (parsed, cancellationToken) =>
        {
            bool inLab = parsed.GetValue(lab);
            string? path = parsed.GetValue(list);
            if (path is null && !inLab)
                throw new UsageException("no list is given; name a file of domains, or - for the standard input");
            using SurveyList source = path is null ? SurveyList.Of(LabSurvey.Domains) : SurveyList.Open(path, console);
            await using TestNetwork network = inLab
                ? await LabSurvey.OpenAsync(lookup, smtp, parsed, console.Time)
                : TestNetwork.Open(lookup, smtp, parsed, console, shareSessions: true);
            ScanResult result = await ScanRun.RunAsync(network, source, parsed.GetValue(limit) ?? int.MaxValue, parsed.GetValue(atOnce), console, cancellationToken);
            if (result.Summary.Domains == 0 && !cancellationToken.IsCancellationRequested)
                throw new UsageException(source.Problem ?? NothingIn(source));
            if (parsed.GetValue(json))
                JsonDocumentWriter.Write(console.Output, indented: true, document => ScanJson.Write(document, result));
            else
                ScanText.Write(console, result);
            if (network.KnownTrouble is { } trouble)
                console.WriteError($"look-ups failed, and those domains count as inconclusive: {trouble}");
            if (result.Advice is { } advice)
                console.WriteError(advice);
            await console.Output.FlushAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            // What was read of it stands in the numbers.
            if (source.Problem is { } problem)
                throw new UsageException(problem);
            return (int)(result.Summary.Classes[SurveyClass.Inconclusive] == result.Summary.Domains ? ExitStatus.Inconclusive : ExitStatus.Good);
        });
        examples[scan] =
        [
            "tes scan --lab",
            "tes scan top-1000.csv",
            "tes scan tranco.csv.gz --limit 1000 --json",
            "tes scan zone.example.zst --resolver 192.0.2.53",
            "cut -f2 customers.tsv | tes scan -",
        ];
        return scan;
    }

    private static string NothingIn(SurveyList source) => source.Tally switch
    {
        { Lines: 0 } => $"{source.Title} is empty",
        { FirstBadLines: [var bad, ..] } tally => $"{source.Title} names no domain in {tally.Lines} {(tally.Lines == 1 ? "line" : "lines")}; line {bad.Number}: {TerminalText.Quote(bad.Text)} {bad.Problem}",
        _ => $"{source.Title} names no domain",
    };

    private static void RequireRange(System.CommandLine.Parsing.OptionResult result, Option option, int most)
    {
        if (result.Tokens is [var token] && !(int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= 1 && value <= most))
            result.AddError($"{TerminalText.Quote(token.Value)} is not a number from 1 to {most} for {option.Name}");
    }
}
