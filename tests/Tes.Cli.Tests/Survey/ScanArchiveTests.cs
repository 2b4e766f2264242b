using System.Globalization;
using System.Text.Json;
using Tes.Cli.Terminal;
using Tes.Scan.Survey.Archive;
using Tes.Testnet.Dns;
using Xunit;
using static Tes.Cli.Tests.Survey.ManyDomains;

namespace Tes.Cli.Tests.Survey;

public sealed class ScanArchiveTests
{
    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_numbers_of_the_archive_are_those_of_a_survey_that_keeps_nothing()
    {
        using var folder = new TemporaryFolder();
        await using TestInternet internet = await TestInternet.OfAsync(Internet);
        JsonElement kept = Numbers(await CommandRun.OfAsync(["scan", "-", "--json", "--archive", folder.File("a.duckdb"), .. Unhurried(internet)], List));
        JsonElement added = Numbers(await CommandRun.OfAsync(["scan", "-", "--json", "--no-archive", .. Unhurried(internet)], List));
        Assert.Equal(1, kept.GetProperty("run").GetInt32());
        foreach (string name in new[] { "domains", "withEmail", "supportingTls", "classes", "tlsVersions", "authBeforeStartTls", "dnssec", "dane", "servers" })
            Assert.Equal(added.GetProperty(name).GetRawText(), kept.GetProperty(name).GetRawText());
        Assert.Equal(Domains.Order(StringComparer.Ordinal), Archived(folder.File("a.duckdb"), 1));
        using SurveyArchive archive = SurveyArchive.OpenToRead(folder.File("a.duckdb"));
        Assert.NotNull(archive.Run(1).Finished);
        Assert.Equal([("absent", 2 + Many), ("published", 1), ("unknown", 2)], ArchivedSummary.Counts(archive, SurveyQueries.Dmarc, 1).OrderBy(known => known.Word, StringComparer.Ordinal));
    }

    [Fact]
    public void A_process_has_an_archive_open_once_to_write_or_any_number_of_times_to_read()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("it's one.duckdb");
        using (SurveyArchive.Open(file, "test", TimeProvider.System))
        {
            Assert.Equal(ArchiveFault.InUse, Assert.Throws<ArchiveException>(() => SurveyArchive.Open(file, "test", TimeProvider.System)).Fault);
            Assert.Equal(ArchiveFault.InUse, Assert.Throws<ArchiveException>(() => SurveyArchive.OpenToRead(file)).Fault);
        }

        SurveyArchive first = SurveyArchive.OpenToRead(file);
        using SurveyArchive second = SurveyArchive.OpenToRead(file);
        first.Dispose();
        first.Dispose();
        Assert.Equal(ArchiveFault.InUse, Assert.Throws<ArchiveException>(() => SurveyArchive.Open(file, "test", TimeProvider.System)).Fault);
        second.Dispose();
        using SurveyArchive written = SurveyArchive.Open(file, "test", TimeProvider.System);
        Assert.Empty(written.Runs());
    }

    [Fact]
    public async Task What_is_killed_at_any_moment_is_finished_with_each_domain_once()
    {
        using var folder = new TemporaryFolder();
        await using TestInternet internet = await TestInternet.OfAsync(Internet);
        string list = folder.File("list"), file = folder.File("a.duckdb");
        await File.WriteAllTextAsync(list, List, Limit);
        string[] arguments = ["scan", list, "--archive", file, "--json", .. Unhurried(internet)];
        int killed = 0;
        for (int attempt = 0; attempt < 5; attempt++)
        {
            Task asked = internet.AskedAsync(150 * (attempt + 1));
            using TesProcess scan = TesProcess.Start([.. arguments, .. Resume(file)]);
            // In the midst of it, in each attempt elsewhere.
            if (await Task.WhenAny(scan.EndedAsync(Limit), asked) != asked)
                break;

            scan.Kill();
            await scan.EndAsync(Limit);
            killed++;
        }

        Assert.True(killed > 1, $"{killed} killed");
        using TesProcess last = TesProcess.Start([.. arguments, .. Resume(file)]);
        (int status, string output, string error) = await last.EndAsync(Limit);
        Assert.True(status == (int)ExitStatus.Good || error.Contains("is finished", StringComparison.Ordinal), error);
        Assert.Equal(Domains.Order(StringComparer.Ordinal), Archived(file, 1));
    }

    [Theory]
    [InlineData("/no/such/folder/a.duckdb", "there is no such folder")]
    [InlineData("/", "it is ")]
    [InlineData("/proc/a.duckdb", "")]
    public async Task An_archive_that_cannot_be_made_is_one_clear_line(string path, string expected)
    {
        CommandRun run = await CommandRun.OfAsync("scan", "--lab", "--archive", path);
        Assert.StartsWith($"tes: cannot use the archive '{path}': {expected}", run.OneErrorLine, StringComparison.Ordinal);
        Assert.Equal((int)ExitStatus.Usage, run.Status);
    }

    [Fact]
    public async Task What_is_no_archive_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("list.txt");
        await File.WriteAllTextAsync(file, string.Join('\n', Enumerable.Repeat("example.org", 1000)), Limit);
        foreach (string[] command in new string[][] { ["scan", "--lab"], ["scan", "report"], ["scan", "runs"], ["scan", "judge"], ["scan", "trend"] })
        {
            CommandRun run = await CommandRun.OfAsync([.. command, "--archive", file]);
            Assert.Contains("it is not a DuckDB database", run.OneErrorLine, StringComparison.Ordinal);
            Assert.Equal((int)ExitStatus.Usage, run.Status);
        }

        Assert.StartsWith("example.org", await File.ReadAllTextAsync(file, Limit), StringComparison.Ordinal);
        CommandRun none = await CommandRun.OfAsync("scan", "report", "--archive", folder.File("none"));
        Assert.EndsWith("there is no such file", none.OneErrorLine, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("none")));
    }

    [Fact]
    public async Task An_archive_of_a_newer_version_is_not_touched()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("a.duckdb");
        await SurveyFewAsync(file);
        using (SurveyArchive archive = SurveyArchive.Open(file, "test", TimeProvider.System))
            archive.Run("UPDATE archive SET schema = 999");
        foreach (string[] command in new string[][] { ["scan", "--lab"], ["scan", "report"], ["scan", "judge"] })
        {
            CommandRun run = await CommandRun.OfAsync([.. command, "--archive", file]);
            Assert.Contains("a newer version of the program made it", run.OneErrorLine, StringComparison.Ordinal);
            Assert.Equal((int)ExitStatus.Usage, run.Status);
        }
    }

    [Fact]
    public async Task Only_one_process_has_an_archive_open()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("a.duckdb");
        using SurveyArchive held = SurveyArchive.Open(file, "test", TimeProvider.System);
        foreach (string[] command in new string[][] { ["scan", "report"], ["scan", "--lab"] })
        {
            using TesProcess other = TesProcess.Start([.. command, "--archive", file]);
            (int status, _, string error) = await other.EndAsync(Limit);
            Assert.Contains($"another process has it open (process {Environment.ProcessId})", error, StringComparison.Ordinal);
            Assert.Equal((int)ExitStatus.Usage, status);
        }
    }

    [Fact]
    public async Task A_full_disk_makes_a_pause()
    {
        using var folder = new TemporaryFolder();
        await using TestInternet internet = await TestInternet.OfAsync(Internet);
        string list = folder.File("list"), file = folder.File("a.duckdb");
        await File.WriteAllTextAsync(list, List, Limit);
        // The tables have room, the rows have not: a limit for files is as good as a full disk, and can be lifted.
        using TesProcess scan = TesProcess.Start(["scan", list, "--archive", file, "--json", .. Unhurried(internet)], "export DOTNET_EnableWriteXorExecute=0; trap '' XFSZ; ulimit -S -f 900");
        string line = await scan.ErrorLineWithAsync("paused", Limit);
        Assert.Contains("no space is left on its device", line, StringComparison.Ordinal);
        using (var lift = System.Diagnostics.Process.Start("prlimit", ["--pid", $"{scan.Id}", "--fsize=unlimited"]))
            await lift.WaitForExitAsync(Limit);
        (int status, string output, string error) = await scan.EndAsync(Limit);
        Assert.True(status == 0, error);
        using JsonDocument json = JsonDocument.Parse(output);
        Assert.Equal(Domains.Count(), json.RootElement.GetProperty("domains").GetInt32());
        Assert.Equal(Domains.Order(StringComparer.Ordinal), Archived(file, 1));
    }

    [Theory]
    [InlineData(ResolverFault.ServFailsAll)]
    [InlineData(ResolverFault.RefusesAll)]
    [InlineData(ResolverFault.StripsDnssec)]
    public async Task A_resolver_that_dies_midway_makes_a_pause(ResolverFault fault)
    {
        using var folder = new TemporaryFolder();
        await using TestInternet internet = await TestInternet.OfAsync(Internet);
        string file = folder.File("a.duckdb");
        string[] domains = ["plain.test", .. Domains.Take(20), "nomail.test"];
        // With one domain at a time the second is read when the first is done.
        using var list = new StagedStream("plain.test\n", string.Join('\n', domains[1..]), () => internet.ResolverFault = fault);
        using var error = new SignallingWriter("paused", () => internet.ResolverFault = ResolverFault.None);
        using var output = new StringWriter();
        var console = new CommandConsole { Output = output, Error = error, Input = TextReader.Null, InputStream = list };
        int status = await TesProgram.RunAsync(["scan", "-", "--archive", file, "--json", "--at-once", "1", .. internet.ResolverOptions, .. internet.SmtpOptions], console, Limit);
        Assert.Equal(0, status);
        Assert.Contains("the resolver works again", error.ToString(), StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(output.ToString());
        Assert.Equal((domains.Length, 0), (json.RootElement.GetProperty("domains").GetInt32(), json.RootElement.GetProperty("classes").GetProperty("inconclusive").GetInt32()));
        Assert.Equal(domains.Order(StringComparer.Ordinal), Archived(file, 1));
    }

    [Fact]
    public async Task Only_the_same_survey_is_gone_on_with()
    {
        using var folder = new TemporaryFolder();
        await using TestInternet internet = await TestInternet.OfAsync(Internet);
        string list = folder.File("list"), file = folder.File("a.duckdb");
        await File.WriteAllTextAsync(list, "plain.test\nnomail.test\n", Limit);
        string[] arguments = ["scan", list, "--archive", file, .. Unhurried(internet)];
        Assert.Contains("there is nothing to go on with: there is no archive", (await CommandRun.OfAsync([.. arguments, "--resume"])).OneErrorLine, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
        await CommandRun.OfAsync(arguments);
        Assert.Contains("every survey", (await CommandRun.OfAsync([.. arguments, "--resume"])).OneErrorLine, StringComparison.Ordinal);
        using (SurveyArchive archive = SurveyArchive.Open(file, "test", TimeProvider.System))
            archive.Run("UPDATE runs SET finished = NULL");
        Assert.Contains("was begun with", (await CommandRun.OfAsync([.. arguments, "--resume", "-4"])).OneErrorLine, StringComparison.Ordinal);
        await File.AppendAllTextAsync(list, "bogus.test\n", Limit);
        Assert.Contains("of another list", (await CommandRun.OfAsync([.. arguments, "--resume"])).OneErrorLine, StringComparison.Ordinal);
        Assert.Contains("--resume needs an archive", (await CommandRun.OfAsync([.. arguments[..2], "--no-archive", "--resume"])).OneErrorLine, StringComparison.Ordinal);
    }

    private static string[] Resume(string file)
    {
        if (!File.Exists(file))
            return [];
        try
        {
            using SurveyArchive archive = SurveyArchive.OpenToRead(file);
            return archive.Runs().Count > 0 ? ["--resume"] : [];
        }
        catch (ArchiveException exception) when (exception.Fault == ArchiveFault.NotAnArchive)
        {
            // Killed before its tables were made.
            return [];
        }
    }

    private static IEnumerable<string> Archived(string file, int run)
    {
        using SurveyArchive archive = SurveyArchive.OpenToRead(file);
        return archive.Read(string.Create(CultureInfo.InvariantCulture, $"SELECT domain FROM domains WHERE run = {run} ORDER BY domain"), row => row.GetString(0));
    }

    private static JsonElement Numbers(CommandRun run)
    {
        using JsonDocument document = JsonDocument.Parse(run.Output);
        return document.RootElement.Clone();
    }
}
