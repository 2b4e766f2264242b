using System.CommandLine;
using Tes.Cli.Json;
using Tes.Cli.Lab;
using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Scan.Domains;
using Tes.Scan.Findings;
using Tes.Scan.Reports;

namespace Tes.Cli.Test;

/// <summary><c>tes test</c>: the mail transport of domains.</summary>
internal static class TestCommand
{
    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var domains = new Argument<string[]>("DOMAIN") { Description = "Domains of mail addresses.", Arity = ArgumentArity.ZeroOrMore };
        var file = new Option<string?>("--input-file", "-f") { Description = "Read more domains from FILE, one a line; - is the standard input.", HelpName = "FILE" };
        var lab = new Option<bool>("--lab") { Description = "Test the sample domains of the built-in test net, all of its tour where none is named; needs no network." };
        var json = new Option<bool>("--json") { Description = $"Print one JSON document ({TestJson.Schema}), for many domains one a line." };
        var nagios = new Option<bool>("--nagios") { Description = "Print one line and performance data for Nagios and exit with its status." };
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Show checks that passed, too." };
        var lookup = new LookupOptions();
        var smtp = new SmtpOptions();
        var test = new Command("test", "Test the mail transport of domains. Exit status: 0 all good, 1 a check failed, 2 usage, 3 could not be tested.");
        test.Add(domains);
        test.Add(file);
        test.Add(lab);
        test.Add(json);
        test.Add(nagios);
        test.Add(verbose);
        lookup.AddTo(test);
        smtp.AddTo(test);
        test.SetAction(async (parsed, cancellationToken) =>
        {
            bool forNagios = parsed.GetValue(nagios);
            try
            {
                IReadOnlyList<MailDomain> names = DomainList.Read(parsed.GetValue(domains) ?? [], parsed.GetValue(file), console.Input);
                if (names.Count == 0 && parsed.GetValue(lab) && parsed.GetValue(file) is null)
                    names = LabNetwork.Tour;
                if (names.Count == 0)
                    throw new UsageException("no domain is given; name one, or read a list with --input-file");
                await using TestNetwork network = parsed.GetValue(lab)
                    ? await LabNetwork.OpenAsync(lookup, smtp, parsed, console.Time)
                    : TestNetwork.Open(lookup, smtp, parsed, console);
                Func<DomainReport, Task> show = parsed.GetValue(json) ? report => ShowJsonAsync(console, report, network, names.Count) : _ => Task.CompletedTask;
                long start = console.Time.GetTimestamp();
                IReadOnlyList<DomainReport> reports = await TestRun.RunAsync(network.Test, names, console, show, cancellationToken);
                if (forNagios)
                    return NagiosLine.Write(console.Output, reports);
                if (!parsed.GetValue(json))
                    TestText.Write(console, reports, console.Time.GetElapsedTime(start), network.QuestionsAsked, parsed.GetValue(verbose));
                return (int)StatusOf(reports);
            }
            catch (UsageException exception) when (forNagios)
            {
                return NagiosLine.WriteUnknown(console.Output, exception.Message);
            }
        });
        examples[test] =
        [
            "tes test --lab",
            "tes test --lab dane-ee.test dane-mismatch.test",
            "tes test example.org",
            "tes test example.org --iterate",
            "tes test example.org example.net --resolver 192.0.2.53",
            "tes test -f domains.txt --json",
            "tes test example.org --nagios",
        ];
        return test;
    }

    /// <summary>See <see cref="ExitStatus"/> for the order.</summary>
    private static ExitStatus StatusOf(IReadOnlyList<DomainReport> reports) => reports.Max(report => report.State) switch
    {
        FindingState.Fail => ExitStatus.CheckFailed,
        FindingState.Inconclusive => ExitStatus.Inconclusive,
        _ => ExitStatus.Good,
    };

    private static async Task ShowJsonAsync(CommandConsole console, DomainReport report, TestNetwork network, int domains)
    {
        // Questions are counted for the run; only with one domain they are those of the domain.
        long? questions = domains == 1 ? network.QuestionsAsked : null;
        JsonDocumentWriter.Write(console.Output, indented: domains == 1, document => TestJson.Write(document, report, questions, network.Resolution));
        await console.Output.FlushAsync();
    }
}
