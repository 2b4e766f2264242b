using System.CommandLine;
using System.Globalization;
using Tes.Cli.Json;
using Tes.Cli.Lab;
using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Cli.Test;
using Tes.Scan.Survey;
using Tes.Scan.Survey.Archive;
using Tes.Scan.Survey.Countries;
using Tes.TransportSecurity.Mx;

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
        var archive = new ArchiveOptions();
        var noArchive = new Option<bool>("--no-archive") { Description = "Keep nothing but the numbers. The default with --lab." };
        var resume = new Option<bool>("--resume") { Description = "Go on with the last survey in the archive, which did not come to its end; give the same list." };
        var country = new CountryOptions();
        var lookup = new LookupOptions();
        var smtp = new SmtpOptions();
        var polite = new PolitenessOptions();
        limit.Validators.Add(result => RequireRange(result, limit, int.MaxValue));
        atOnce.Validators.Add(result => RequireRange(result, atOnce, MostAtOnce));
        var scan = new Command("scan", "Survey the mail transport of many domains: classes, TLS versions, DNSSEC and DANE, in numbers. Exit status: 0 done, 2 usage, 3 no domain could be tested.");
        scan.Add(list);
        scan.Add(limit);
        scan.Add(atOnce);
        scan.Add(lab);
        scan.Add(json);
        archive.AddTo(scan);
        scan.Add(noArchive);
        scan.Add(resume);
        country.AddTo(scan);
        lookup.AddTo(scan);
        smtp.AddTo(scan);
        polite.AddTo(scan);
        scan.SetAction(async (parsed, cancellationToken) =>
        {
            bool inLab = parsed.GetValue(lab);
            string? path = parsed.GetValue(list);
            if (path is null && !inLab)
                throw new UsageException("no list is given; name a file of domains, or - for the standard input");
            Politeness politeness = polite.Read(parsed, inLab, lookup.AsksLoopbackAlone(parsed), console.Time);
            using SurveyList source = path is null ? SurveyList.Of(LabSurvey.Domains) : SurveyList.Open(path, console);
            source.OptOut = politeness.OptOut;
            bool keeps = archive.IsNamed(parsed) || !(inLab || parsed.GetValue(noArchive));
            if (archive.IsNamed(parsed) && parsed.GetValue(noArchive))
                throw new UsageException("--archive and --no-archive exclude each other");
            if (parsed.GetValue(resume) && !keeps)
                throw new UsageException("--resume needs an archive to go on with");
            if (country.IsNamed(parsed) && !keeps)
                throw new UsageException("--countries needs an archive to note them in; name one with --archive");
            CountryDatabase? countries = country.Read(parsed);
            string conditions = Conditions(lookup, smtp, polite, country, inLab, parsed.GetValue(limit), parsed);
            await using SurveyJournal? journal = keeps
                ? SurveyJournal.Open(archive.Path(parsed), new RunDescription(path ?? "--lab", await source.DigestAsync(cancellationToken), conditions, smtp.Port(parsed), smtp.Families(parsed)), countries, parsed.GetValue(resume), console)
                : null;
            await using TestNetwork network = inLab
                ? await LabSurvey.OpenAsync(lookup, smtp, parsed, console.Time, politeness)
                : TestNetwork.Open(lookup, smtp, parsed, console, politeness, parsed.GetValue(atOnce));
            ScanResult result;
            try
            {
                result = await new ScanRun(network, source, journal, console).RunAsync(parsed.GetValue(limit) ?? int.MaxValue, parsed.GetValue(atOnce), cancellationToken);
            }
            catch (DeadResolverException exception)
            {
                console.WriteError($"nothing can be looked up: {exception.Message}");
                return (int)ExitStatus.Inconclusive;
            }

            if (result.Summary.Domains == 0 && !cancellationToken.IsCancellationRequested)
                throw new UsageException(source.Problem ?? NothingIn(source));
            if (parsed.GetValue(json))
                JsonDocumentWriter.Write(console.Output, indented: true, document => ScanJson.Write(document, result));
            else
                ScanText.Write(console, result);
            if (result.Advice is { } advice)
                console.WriteError(advice);
            await console.Output.FlushAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            // What was read of it stands in the numbers.
            if (source.Problem is { } problem)
                throw new UsageException(problem);
            return (int)(result.Summary.Classes[SurveyClass.Inconclusive] == result.Summary.Domains ? ExitStatus.Inconclusive : ExitStatus.Good);
        });
        scan.Add(ReportCommand.Create(console, examples));
        scan.Add(TrendCommand.Create(console, examples));
        scan.Add(RunsCommand.Create(console, examples));
        scan.Add(DiffCommand.Create(console, examples));
        scan.Add(ExportCommand.Create(console, examples));
        scan.Add(JudgeCommand.Create(console, examples));
        examples[scan] =
        [
            "tes scan --lab",
            "tes scan top-1000.csv",
            "tes scan tranco.csv.gz --limit 1000 --json",
            "tes scan tranco.csv.gz --resume",
            "tes scan tranco.csv.gz --countries country.mmdb",
            "tes scan zone.example.zst --resolver 192.0.2.53",
            "tes scan tranco.csv.gz --opt-out left-out.txt --smtp-rate 10 --ehlo-name survey.example.org",
            "cut -f2 customers.tsv | tes scan -",
        ];
        return scan;
    }

    // What makes the results of one survey others than those of another.
    private static string Conditions(LookupOptions lookup, SmtpOptions smtp, PolitenessOptions polite, CountryOptions country, bool inLab, int? limit, ParseResult parsed)
    {
        List<string> conditions = [];
        if (inLab)
            conditions.Add("--lab");
        if (limit is { } most)
            conditions.Add(string.Create(CultureInfo.InvariantCulture, $"--limit {most}"));
        if (lookup.NamesAnchor(parsed))
            conditions.Add("--trust-anchor");
        if (smtp.NamesPort(parsed))
            conditions.Add(string.Create(CultureInfo.InvariantCulture, $"--smtp-port {smtp.Port(parsed)}"));
        if (smtp.Families(parsed) is var families && families != AddressFamilies.Both)
            conditions.Add(families == AddressFamilies.IPv4 ? "-4" : "-6");
        if (lookup.At(parsed) is { } at)
            conditions.Add($"--at {TimeText.Format(at)}");
        if (polite.Sharing(parsed) == SessionSharing.EveryName)
            conditions.Add(PolitenessOptions.EveryNameOption);
        if (country.IsNamed(parsed))
            conditions.Add(CountryOptions.Name);
        return string.Join(' ', conditions);
    }

    private static string NothingIn(SurveyList source) => source.Tally switch
    {
        { LeftOut: > 0 and var left } => $"all {left} domains of {source.Title} are left out",
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
