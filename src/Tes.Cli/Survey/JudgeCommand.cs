using System.CommandLine;
using Tes.Cli.Terminal;
using Tes.Scan;
using Tes.Scan.Reports;
using Tes.Scan.Survey.Archive;
using Tes.Scan.Survey.Countries;

namespace Tes.Cli.Survey;

/// <summary><c>tes scan judge</c>: the checks of this version over what an earlier survey saw.</summary>
internal static class JudgeCommand
{
    private const int Batch = 500;

    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var run = new RunArgument("Number of the survey. Default: the last.");
        var archive = new ArchiveOptions();
        var country = new CountryOptions();
        var judge = new Command("judge", "Judge what a survey saw again, with the checks of this version; asks nobody. Makes a new run of the archive, to be compared with tes scan diff.");
        run.AddTo(judge);
        archive.AddTo(judge);
        country.AddTo(judge);
        judge.SetAction((parsed, cancellationToken) => Task.Run(
            async () =>
            {
                string path = archive.Path(parsed);
                if (!File.Exists(path))
                    archive.OpenToRead(parsed).Dispose();
                CountryDatabase? countries = country.Read(parsed);
                using SurveyArchive opened = archive.OpenToWrite(parsed, console.Time);
                ArchivedRun old = ArchiveOptions.Find(opened, run.Number(parsed), path);
                int number = await JudgeAsync(opened, old, countries, console, cancellationToken);
                console.Output.WriteLine($"Judged run {old.Number} again as run {number}; compare: tes scan diff {old.Number} {number}");
                return (int)ExitStatus.Good;
            },
            cancellationToken));
        examples[judge] = ["tes scan judge", "tes scan judge 3 --archive surveys.duckdb", "tes scan judge --countries country.mmdb"];
        return judge;
    }

    private static async Task<int> JudgeAsync(SurveyArchive archive, ArchivedRun old, CountryDatabase? countries, CommandConsole console, CancellationToken cancellationToken)
    {
        archive.PrepareToRead();
        RunDescription description = countries is null ? old.Description : old.Description with { Options = WithCountries(old.Description.Options) };
        RunWriter writer = archive.Begin(description, VersionText.Line, console.Time.GetUtcNow(), judgedFrom: old.Number, countries);
        try
        {
            var batch = new List<DomainReport>(Batch);
            foreach (ArchivedDomain domain in new ArchivedEvidence(archive, old.Number).Domains())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var options = new DomainTestOptions { Families = old.Description.Families, Port = old.Description.Port, Time = domain.Tested, LooksUpPolicies = domain.HasPolicies };
                DomainReport report = await new DomainTest(domain, domain.ProbeAsync, options, console.Time).RunAsync(domain.Domain, cancellationToken);
                batch.Add(report with { Elapsed = domain.Elapsed });
                if (batch.Count < Batch)
                    continue;
                writer.Write(batch);
                batch.Clear();
            }

            writer.Write(batch);
            // They are no judgement, and stay as they were noted.
            if (countries is null)
                writer.TakeCountriesOf(old);
            writer.FinishAs(old, console.Time.GetUtcNow());
        }
        catch
        {
            // Half a judgement would look like a survey that has lost domains.
            writer.RemoveRun();
            throw;
        }

        return writer.Run;
    }

    private static string WithCountries(string options) =>
        options.Split(' ').Contains(CountryOptions.Name, StringComparer.Ordinal) ? options : $"{options} {CountryOptions.Name}".TrimStart();
}
