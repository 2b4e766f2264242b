using System.Globalization;
using System.Text.Json;
using Tes.Cli.Survey;
using Tes.Cli.Terminal;
using Tes.Scan.Survey;
using Tes.Scan.Survey.Archive;
using Tes.Scan.Survey.Lists;
using Xunit;
using static Tes.Cli.Tests.Survey.ManyDomains;

namespace Tes.Cli.Tests.Survey;

/// <summary>Surveys that are gone on with, and what becomes of them on a full disk.</summary>
public sealed class SurveyJournalTests
{
    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_ends_it_while_the_last_write_waits_for_room_waits_no_longer_and_has_the_numbers_of_what_is_written()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("a.duckdb");
        RunDescription description = await UnfinishedAsync(file);
        FullArchive.Make(file, "runs", "finished IS NULL");
        using var ending = new CancellationTokenSource();
        await using var error = new SignallingWriter("paused", ending.Cancel);
        int opened = 0;
        await using SurveyJournal journal = SurveyJournal.Open(
            file, description, countries: null, resume: true, Console(error), () => ++opened == 1 ? Open(file) : throw new InvalidOperationException("It is tried again."));
        SurveySummary? numbers = await journal.CompleteAsync(new DomainListTally(), ending.Token);
        Assert.Equal((true, 6), (journal.IsAbandoned, numbers?.Domains));
    }

    [Fact]
    public async Task Another_process_that_looks_into_the_archive_in_a_pause_holds_up_a_survey_and_does_not_end_it()
    {
        using var folder = new TemporaryFolder();
        string full = folder.File("full.duckdb"), file = folder.File("a.duckdb");
        RunDescription description = await UnfinishedAsync(file);
        File.Copy(file, full);
        FullArchive.Make(full, "runs", "finished IS NULL");
        await using var error = new StringWriter();
        Queue<Func<SurveyArchive>> openings = new(
        [
            () => Open(full),
            () => throw new ArchiveException(ArchiveFault.Full, "no space is left on its device"),
            () => throw new ArchiveException(ArchiveFault.InUse, "another process has it open (process 1)"),
            () => throw new ArchiveException(ArchiveFault.InUse, "another process has it open (process 2)"),
            () => Open(file),
        ]);
        await using (SurveyJournal journal = SurveyJournal.Open(file, description, countries: null, resume: true, Console(error), () => openings.Dequeue()()))
        {
            SurveySummary? numbers = await journal.CompleteAsync(new DomainListTally(), Limit);
            Assert.Equal((false, 6), (journal.IsAbandoned, numbers?.Domains));
        }

        Assert.Empty(openings);
        Assert.Collection(
            error.ToString().TrimEnd().Split('\n'),
            line => Assert.StartsWith("tes: paused: cannot write the archive ", line, StringComparison.Ordinal),
            line => Assert.EndsWith("another process has it open (process 1)", line, StringComparison.Ordinal),
            line => Assert.Equal("tes: there is room again, and the survey goes on", line));
        using SurveyArchive archive = SurveyArchive.OpenToRead(file);
        Assert.NotNull(archive.Run(1).Finished);
    }

    [Fact]
    public async Task The_numbers_of_what_is_gone_on_with_and_ended_on_a_full_disk_are_of_all_that_is_written()
    {
        using var folder = new TemporaryFolder();
        await using TestInternet internet = await TestInternet.OfAsync(Internet);
        string file = folder.File("a.duckdb");
        string[] arguments = ["scan", "-", "--json", "--archive", file, .. Unhurried(internet)];
        await CommandRun.OfAsync(arguments, "plain.test\nnomail.test\n");
        Unfinish(file);
        FullArchive.Make(file, "domains", "domain <> 'd0.signed.test'");
        using var ending = new CancellationTokenSource();
        await using var error = new SignallingWriter("paused", ending.Cancel);
        await using var output = new StringWriter();
        using var list = new MemoryStream("plain.test\nnomail.test\nd0.signed.test\n"u8.ToArray());
        var console = new CommandConsole { Output = output, Error = error, Input = TextReader.Null, InputStream = list };
        Assert.Equal((int)ExitStatus.Interrupted, await TesProgram.RunAsync([.. arguments, "--resume"], console, ending.Token));
        using JsonDocument json = JsonDocument.Parse(output.ToString());
        Assert.Equal((2, true), (json.RootElement.GetProperty("domains").GetInt32(), json.RootElement.GetProperty("stopped").GetBoolean()));
    }

    [Fact]
    public async Task Of_domains_that_told_nothing_so_many_are_tested_again_as_are_put_off_at_most()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("a.duckdb");
        const int more = ScanRun.MostPutOff + 10;
        RunDescription description = await UnfinishedAsync(file);
        using (SurveyArchive archive = Open(file))
        {
            archive.Run(string.Create(CultureInfo.InvariantCulture,
                $"INSERT INTO domains SELECT d.* REPLACE ('x' || n || '.test' AS domain, 'inconclusive' AS class) FROM (SELECT * FROM domains LIMIT 1) d, range({more}) r(n)"));
        }

        await using var error = new StringWriter();
        await using SurveyJournal journal = SurveyJournal.Open(file, description, countries: null, resume: true, Console(error));
        Assert.Equal((ScanRun.MostPutOff, 6 + more), (journal.PutOff.Count, journal.Tested.Count));
    }

    // Six domains in run 1.
    private static async Task<RunDescription> UnfinishedAsync(string file)
    {
        await SurveyFewAsync(file);
        Unfinish(file);
        using SurveyArchive archive = SurveyArchive.OpenToRead(file);
        return archive.Run(1).Description;
    }

    private static void Unfinish(string file)
    {
        using SurveyArchive archive = Open(file);
        archive.Run("UPDATE runs SET finished = NULL");
    }

    private static SurveyArchive Open(string file) => SurveyArchive.Open(file, "test", TimeProvider.System);

    private static CommandConsole Console(TextWriter error) => new() { Output = TextWriter.Null, Error = error, Input = TextReader.Null, Time = new HurriedTime() };
}
