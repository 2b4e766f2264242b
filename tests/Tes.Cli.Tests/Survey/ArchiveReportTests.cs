using System.Text.Json;
using Tes.Cli.Survey.Pictures;
using Tes.Scan.Survey.Archive;
using Tes.Testnet;
using Tes.Testnet.Certificates;
using Tes.Testnet.Dns;
using Tes.Testnet.Lab;
using Tes.Testnet.Smtp;
using Xunit;
using static Tes.Cli.Tests.Survey.ManyDomains;

namespace Tes.Cli.Tests.Survey;

/// <summary>What is read out of archives.</summary>
public sealed class ArchiveReportTests
{
    private static CancellationToken Limit => TestContext.Current.CancellationToken;

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

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    [InlineData("parquet")]
    public async Task Of_a_table_that_has_no_room_nothing_is_exported(string format)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("a.duckdb"), output = folder.File("out"), written = Path.Combine(output, $"findings.{format}");
        await SurveyFewAsync(file);
        using (SurveyArchive archive = SurveyArchive.Open(file, "test", TimeProvider.System))
            archive.Run("INSERT INTO findings SELECT 1, 'd' || n || '.test', 'mx', 'pass', 'info', md5('s' || n), md5('m' || n) FROM range(40000) r(n)");
        Directory.CreateDirectory(output);
        foreach (string? before in new[] { null, "an earlier one" })
        {
            if (before is not null)
                await File.WriteAllTextAsync(written, before, Limit);
            // A limit for files is as good as a full disk.
            using TesProcess export = TesProcess.Start(
                ["scan", "export", "--archive", file, "--format", format, "--table", "findings", "--output", output], "export DOTNET_EnableWriteXorExecute=0; trap '' XFSZ; ulimit -S -f 900");
            Assert.Equal(((int)ExitStatus.Usage, "", $"tes: cannot write '{written}': no space is left on its device\n"), await export.EndAsync(Limit));
            Assert.Equal(before is null ? [] : [written], Directory.GetFiles(output));
        }

        Assert.Equal("an earlier one", await File.ReadAllTextAsync(written, Limit));
    }

    [Fact]
    public async Task What_a_spreadsheet_takes_for_a_formula_is_a_text_in_CSV_and_itself_in_the_other_formats()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("a.duckdb"), output = folder.File("out");
        await SurveyFewAsync(file);
        string[] texts = ["=HYPERLINK(\"http://evil.test\")", "+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "\n=1", "-", "+", "", "'=1", "220 =1"];
        using (SurveyArchive archive = SurveyArchive.Open(file, "test", TimeProvider.System))
        {
            archive.Run("DELETE FROM findings");
            for (int number = 0; number < texts.Length; number++)
                archive.Run($"INSERT INTO findings VALUES (1, 'd{number:00}.test', 'mx', 'pass', 'info', 's', '{texts[number].Replace("'", "''", StringComparison.Ordinal)}')");
        }

        foreach (string format in new[] { "csv", "jsonl" })
            Assert.Equal(0, (await CommandRun.OfAsync("scan", "export", "--archive", file, "--format", format, "--table", "findings", "--table", "certificates", "--table", "domains", "--output", output)).Status);
        using (SurveyArchive archive = SurveyArchive.OpenToRead(file))
        {
            Assert.Equal(
                ["'=HYPERLINK(\"http://evil.test\")", "'+1", "'-2+3", "'@SUM(1)", "'\t=1", "'\r=1", "'\n=1", "-", "+", null, "'=1", "220 =1"],
                archive.Read($"SELECT message FROM read_csv('{output}/findings.csv', all_varchar = true, header = true) ORDER BY domain", row => row.IsDBNull(0) ? null : row.GetString(0)));
            // Signs of SPF in columns of ours are no formulas.
            Assert.Contains("-", archive.Read($"SELECT coalesce(spf_all, '') FROM read_csv('{output}/domains.csv', all_varchar = true, header = true)", row => row.GetString(0)));
            Assert.Equal(
                archive.Read("SELECT hex(der) FROM certificates ORDER BY ALL", row => row.GetString(0)),
                archive.Read($"SELECT der FROM read_csv('{output}/certificates.csv', all_varchar = true, header = true, max_line_size = 1000000) ORDER BY ALL", row => row.GetString(0)));
        }

        string[] lines = await File.ReadAllLinesAsync(Path.Combine(output, "findings.jsonl"), Limit);
        Assert.Equal(texts, lines.Select(line =>
        {
            using JsonDocument finding = JsonDocument.Parse(line);
            return finding.RootElement.GetProperty("message").GetString();
        }));
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
}
