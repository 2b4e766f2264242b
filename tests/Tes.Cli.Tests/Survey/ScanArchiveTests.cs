using System.Globalization;
using System.Text.Json;
using Tes.Cli.Survey.Pictures;
using Tes.Cli.Terminal;
using Tes.Scan.Survey.Archive;
using Tes.Testnet;
using Tes.Testnet.Certificates;
using Tes.Testnet.Dns;
using Tes.Testnet.Lab;
using Tes.Testnet.Smtp;
using Xunit;

namespace Tes.Cli.Tests.Survey;

public sealed class ScanArchiveTests
{
    private const int Many = 400;

    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    // Many domains at few hosts, as names below one zone.
    private static Scenario Scenario => new()
    {
        Zones =
        [
            Zone.At("test."),
            Zone.At("hosting.test."),
            Zone.At("signed.test.", string.Join('\n', Enumerable.Range(0, Many).Select(number => $"d{number} MX 10 mx{number % 3}.hosting.test."))),
            Zone.At("plain.test.", "@ MX 10 mx") with { Signing = null },
            Zone.At("nomail.test.", "@ TXT \"v=spf1 -all\"\n_dmarc TXT \"v=DMARC1; p=reject\""),
            Zone.At("failing.test.", "@ MX 10 mx") with { Faults = [new DnsFault(DnsFaultKind.ServFail)] },
            Zone.At("bogus.test.", "@ MX 10 mx") with { Faults = [new DnsFault(DnsFaultKind.BogusSignature)] },
        ],
        Hosts =
        [
            SmtpHost.Normal("mx0.hosting.test.") with { Tlsa = [Tlsa.DaneEE] },
            SmtpHost.Normal("mx1.hosting.test.") with { TlsVersions = [TlsVersion.Tls12], CapabilitiesBeforeTls = ["AUTH PLAIN\u0001\u00ff"] },
            SmtpHost.Normal("mx2.hosting.test."),
            SmtpHost.Normal("mx.plain.test.") with { StartTls = StartTlsSupport.NotOffered },
        ],
    };

    private static IEnumerable<string> Domains => Enumerable.Range(0, Many).Select(number => $"d{number}.signed.test")
        .Concat(["plain.test", "nomail.test", "failing.test", "bogus.test", "nothing.test"]);

    private static string List => string.Join('\n', Domains);

    [Fact]
    public async Task The_numbers_of_the_archive_are_those_of_a_survey_that_keeps_nothing()
    {
        using var folder = new TemporaryFolder();
        await using TestInternet internet = await TestInternet.OfAsync(Scenario);
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
    public async Task What_is_killed_at_any_moment_is_finished_with_each_domain_once()
    {
        using var folder = new TemporaryFolder();
        await using TestInternet internet = await TestInternet.OfAsync(Scenario);
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

    [Fact]
    public async Task What_was_seen_judged_again_gives_the_same()
    {
        using var folder = new TemporaryFolder();
        await using TestInternet internet = await TestInternet.OfAsync(LabScenario.Scenario);
        string file = folder.File("a.duckdb");
        await CommandRun.OfAsync(["scan", "-", "--archive", file, "--timeout", "1", .. Unhurried(internet)], string.Join('\n', LabScenario.Domains.Select(domain => domain.Name)));
        CommandRun judge = await CommandRun.OfAsync("scan", "judge", "1", "--archive", file);
        Assert.Equal((0, "Judged run 1 again as run 2; compare: tes scan diff 1 2\n"), (judge.Status, judge.Output));
        using SurveyArchive archive = SurveyArchive.OpenToRead(file);
        Assert.Equal((LabScenario.Domains.Count, 1), (archive.Run(2).Domains, archive.Run(2).JudgedFrom));
        foreach ((string table, string other) in new[] { ("domains", "run, lookups"), ("domain_hosts", "run"), ("domain_addresses", "run, session"), ("findings", "run"), ("addresses", "run") })
        {
            string first = $"SELECT * EXCLUDE ({other}) FROM {table} WHERE run = 1", second = $"SELECT * EXCLUDE ({other}) FROM {table} WHERE run = 2";
            Assert.Equal(0, archive.Read($"SELECT count(*) FROM (({first} EXCEPT ALL {second}) UNION ALL ({second} EXCEPT ALL {first}))", row => row.GetInt64(0))[0]);
            Assert.True(archive.Read($"SELECT count(*) FROM ({first})", row => row.GetInt64(0))[0] > 0);
        }

        Assert.Equal("Nothing changed from run 1 to run 2.\n", (await CommandRun.OfAsync("scan", "diff", "1", "2", "--archive", file)).Output);
    }

    [Fact]
    public async Task A_session_that_showed_no_name_is_evidence_behind_an_alias_too()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("a.duckdb");
        await using (TestInternet internet = await TestInternet.OfAsync(new Scenario
        {
            Zones = [Zone.At("test."), Zone.At("alias.test.", "@ MX 10 mx\nmx CNAME real")],
            Hosts = [SmtpHost.Normal("real.alias.test.") with { StartTls = StartTlsSupport.NotOffered }],
        }))
            await CommandRun.OfAsync(["scan", "-", "--archive", file, .. Unhurried(internet)], "alias.test\n");
        await CommandRun.OfAsync("scan", "judge", "--archive", file);
        using SurveyArchive archive = SurveyArchive.OpenToRead(file);
        Assert.Equal(["noTls", "noTls"], archive.Read("SELECT class FROM domains ORDER BY run", row => row.GetString(0)));
    }

    [Fact]
    public async Task Differences_of_two_surveys_name_what_became_of_each_domain()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("a.duckdb");
        string[] names = ["stays.test", "loses.test", "gains.test", "breaks.test", "mends.test", "unknown.test", "down.test"];
        await using (TestInternet before = await TestInternet.OfAsync(Changing(
            host => host with { Tlsa = [Tlsa.DaneEE] }, host => host, host => host with { Tlsa = [Tlsa.DaneEE] }, host => host with { Tlsa = [Tlsa.DaneEE with { Flaw = TlsaFlaw.OtherCertificate }] }, unknown: false)))
            await CommandRun.OfAsync(["scan", "-", "--archive", file, .. Unhurried(before)], string.Join('\n', [.. names, "goes.test"]));
        await using (TestInternet after = await TestInternet.OfAsync(Changing(
            host => host, host => host with { Tlsa = [Tlsa.DaneEE] }, host => host with { Tlsa = [Tlsa.DaneEE with { Flaw = TlsaFlaw.OtherCertificate }] }, host => host with { Tlsa = [Tlsa.DaneEE] }, unknown: true)))
            await CommandRun.OfAsync(["scan", "-", "--archive", file, .. Unhurried(after)], string.Join('\n', [.. names, "comes.test"]));
        CommandRun diff = await CommandRun.OfAsync("scan", "diff", "1", "2", "--archive", file, "--json");
        List<(string, string, string)> changes = [];
        foreach (string line in diff.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using JsonDocument change = JsonDocument.Parse(line);
            changes.Add((change.RootElement.GetProperty("domain").GetString()!, change.RootElement.GetProperty("aspect").GetString()!, change.RootElement.GetProperty("change").GetString()!));
            if (changes[^1] is ("breaks.test", "dane", _))
                Assert.Contains("TLSA", change.RootElement.GetProperty("cause").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal(
            [
                ("breaks.test", "dane", "broken"), ("comes.test", "list", "appeared"), ("down.test", "email", "broken"), ("gains.test", "dane", "gained"), ("goes.test", "list", "disappeared"), ("loses.test", "dane", "lost"),
                ("mends.test", "dane", "repaired"),
            ],
            changes);
        string text = (await CommandRun.OfAsync("scan", "diff", "1", "2", "--archive", file)).Output;
        Assert.Contains("dane broken: 1 domain\n  breaks.test  verified -> ", text, StringComparison.Ordinal);
        Assert.Contains("\n  1  ", (await CommandRun.OfAsync("scan", "trend", "--archive", file)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exports_hold_every_row()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("a.duckdb"), output = folder.File("it's out");
        await SurveyFewAsync(file);
        Assert.Equal(0, (await CommandRun.OfAsync("scan", "export", "--archive", file, "--format", "jsonl", "--output", output)).Status);
        Assert.Equal(0, (await CommandRun.OfAsync("scan", "export", "1", "--archive", file, "--format", "csv", "--table", "domains", "--output", output)).Status);
        Assert.Equal(0, (await CommandRun.OfAsync("scan", "export", "--archive", file, "--output", output)).Status);
        using SurveyArchive archive = SurveyArchive.OpenToRead(file);
        foreach (string table in ArchiveExport.Tables)
        {
            long rows = archive.Read($"SELECT count(*) FROM {table}", row => row.GetInt64(0))[0];
            Assert.Equal(rows, (await File.ReadAllLinesAsync(Path.Combine(output, $"{table}.jsonl"), Limit)).Length);
            Assert.Equal("PAR1"u8.ToArray(), (await File.ReadAllBytesAsync(Path.Combine(output, $"{table}.parquet"), Limit))[..4]);
        }

        Assert.Equal(archive.Run(1).Domains + 1, (await File.ReadAllLinesAsync(Path.Combine(output, "domains.csv"), Limit)).Length);
        CommandRun refused = await CommandRun.OfAsync("scan", "export", "--archive", file, "--output", file);
        Assert.Equal((int)ExitStatus.Usage, refused.Status);
        Assert.StartsWith("tes: cannot write to ", refused.OneErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_is_the_numbers_of_the_survey_with_the_query_behind_each()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("a.duckdb");
        CommandRun scan = await SurveyFewAsync(file);
        CommandRun report = await CommandRun.OfAsync("scan", "report", "--archive", file, "--sql");
        Assert.Contains(scan.Output[..scan.Output.IndexOf("\n\nSurveyed", StringComparison.Ordinal)], report.Output, StringComparison.Ordinal);
        using SurveyArchive archive = SurveyArchive.OpenToRead(file);
        string[] queries = [.. report.Output.Split('\n').Where(line => line.StartsWith("  SELECT", StringComparison.Ordinal))];
        Assert.True(queries.Length >= 12);
        Assert.All(queries, query => Assert.NotEmpty(archive.Read(query.Trim().TrimEnd(';'), row => row.FieldCount)));
        using JsonDocument json = JsonDocument.Parse((await CommandRun.OfAsync("scan", "report", "1", "--archive", file, "--json")).Output);
        Assert.Equal("tes.scan/1", json.RootElement.GetProperty("schema").GetString());
        Assert.Contains("spfPolicies", json.RootElement.GetProperty("details").EnumerateArray().Select(detail => detail.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task The_page_stands_alone_and_the_charts_are_files()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("a.duckdb"), page = folder.File("report.html"), charts = folder.File("charts");
        await SurveyFewAsync(file);
        await CommandRun.OfAsync("scan", "judge", "--archive", file);
        CommandRun run = await CommandRun.OfAsync("scan", "report", "1", "--archive", file, "--html", page, "--pictures", charts);
        bool hasFont = SystemFonts.Find() is not null;
        Assert.Equal(hasFont ? (int)ExitStatus.Good : (int)ExitStatus.Usage, run.Status);
        string html = await File.ReadAllTextAsync(page, Limit);
        Assert.Contains("FROM domains WHERE run = 1", html, StringComparison.Ordinal);
        Assert.Contains("d0.signed.test", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        string[] names = [.. Directory.GetFiles(charts, "*.svg").Select(name => Path.GetFileNameWithoutExtension(name))];
        Assert.All(["domains", "tls-versions", "auth-before-starttls", "dnssec-dane"], name => Assert.Contains(name, names));
        Assert.Equal(hasFont ? names.Length : 0, Directory.GetFiles(charts, "*.png").Length);
        Assert.StartsWith("tes: cannot write ", (await CommandRun.OfAsync("scan", "report", "--archive", file, "--html", "/no/such/folder/x.html")).OneErrorLine, StringComparison.Ordinal);
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
        await using TestInternet internet = await TestInternet.OfAsync(Scenario);
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
        await using TestInternet internet = await TestInternet.OfAsync(Scenario);
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
        await using TestInternet internet = await TestInternet.OfAsync(Scenario);
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

    private static Scenario Changing(
        Func<SmtpHost, SmtpHost> loses, Func<SmtpHost, SmtpHost> gains, Func<SmtpHost, SmtpHost> breaks, Func<SmtpHost, SmtpHost> mends, bool unknown) => new()
        {
            Zones =
        [
            Zone.At("test."),
            .. new[] { "stays", "loses", "gains", "breaks", "mends" }.Select(name => Zone.At($"{name}.test.", "@ MX 10 mx")),
            Zone.At("down.test.", "@ MX 10 mx"),
            Zone.At("unknown.test.", "@ MX 10 mx") with { Faults = unknown ? [new DnsFault(DnsFaultKind.ServFail)] : [] },
        ],
            Hosts =
        [
            SmtpHost.Normal("mx.stays.test.") with { Tlsa = [Tlsa.DaneEE] },
            loses(SmtpHost.Normal("mx.loses.test.")),
            gains(SmtpHost.Normal("mx.gains.test.")),
            breaks(SmtpHost.Normal("mx.breaks.test.")),
            mends(SmtpHost.Normal("mx.mends.test.")),
            // Whether it still has TLS and DANE nobody can tell.
            SmtpHost.Normal("mx.down.test.") with { Tlsa = [Tlsa.DaneEE], Listening = unknown ? Listening.Refuses : Listening.Accepts },
            SmtpHost.Normal("mx.unknown.test.") with { Tlsa = [Tlsa.DaneEE] },
        ],
        };

    private static async Task<CommandRun> SurveyFewAsync(string file)
    {
        await using TestInternet internet = await TestInternet.OfAsync(Scenario);
        return await CommandRun.OfAsync(["scan", "-", "--archive", file, .. Unhurried(internet)], "d0.signed.test\nd1.signed.test\nplain.test\nnomail.test\nbogus.test\nfailing.test\n");
    }

    // No more than a busy machine can answer in time.
    private static string[] Unhurried(TestInternet internet) => ["--at-once", "4", .. internet.ResolverOptions, .. internet.SmtpOptions];

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
