using System.Text.Json;
using Tes.Scan.Survey.Archive;
using Tes.Scan.Tests.Survey.Countries;
using Tes.Testnet;
using Tes.Testnet.Certificates;
using Tes.Testnet.Dns;
using Tes.Testnet.Smtp;
using Xunit;
using static Tes.Cli.Tests.Survey.ManyDomains;

namespace Tes.Cli.Tests.Survey;

/// <summary>Surveys with a database of countries.</summary>
public sealed class CountryTests
{
    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    // Hosts have the addresses from 127.66.0.1 on in the order in which they stand here.
    private static Scenario TwoCountries => new()
    {
        Zones =
        [
            Zone.At("test."),
            Zone.At("two.test.", "@ MX 10 mx1\n@ MX 20 mx2"),
            Zone.At("one.test.", "@ MX 10 mx"),
            Zone.At("elsewhere.test.", "@ MX 10 mx"),
        ],
        Hosts =
        [
            SmtpHost.Normal("mx1.two.test.") with { Listening = Listening.Refuses },
            SmtpHost.Normal("mx2.two.test.") with { Tlsa = [Tlsa.DaneEE] },
            SmtpHost.Normal("mx.one.test.") with { StartTls = StartTlsSupport.NotOffered, AddressCount = 2 },
            SmtpHost.Normal("mx.elsewhere.test."),
        ],
    };

    private static byte[] Database => MaxMindFileWriter.OfCountries(("127.66.0.1/32", "FR"), ("127.66.0.2/32", "NL"), ("127.66.0.3/32", "NL"), ("127.66.0.4/32", "DE"));

    [Fact]
    public async Task A_survey_of_the_lab_with_a_database_reports_countries()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("a.duckdb"), page = folder.File("report.html");
        string database = await WriteAsync(folder, MaxMindFileWriter.OfCountries(("127.66.0.0/25", "CH"), ("127.66.0.128/25", "SE"), ("::1/128", "NO")));
        Assert.Equal((int)ExitStatus.Good, (await CommandRun.OfAsync("scan", "--lab", "--limit", "60", "--archive", file, "--countries", database)).Status);
        string text = (await CommandRun.OfAsync("scan", "report", "--archive", file)).Output;
        Assert.Contains("\nBy country of the first mail server", text, StringComparison.Ordinal);
        Assert.Contains("\nMail servers by country", text, StringComparison.Ordinal);
        Assert.Contains("\n  CH ", text, StringComparison.Ordinal);
        await CommandRun.OfAsync("scan", "report", "--archive", file, "--html", page);
        Assert.Contains(">CH</th>", await File.ReadAllTextAsync(page, Limit), StringComparison.Ordinal);
        using SurveyArchive archive = SurveyArchive.OpenToRead(file);
        Assert.Equal("--lab --limit 60 --countries", archive.Run(1).Description.Options);
        Assert.Equal(0, archive.Read("SELECT count(*) FROM addresses WHERE country IS NULL", row => row.GetInt64(0))[0]);
    }

    [Fact]
    public async Task A_domain_counts_where_the_first_of_its_servers_is_that_answers_and_a_server_where_it_is()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("a.duckdb");
        await SurveyTwoCountriesAsync(file, "--countries", await WriteAsync(folder, Database));
        Assert.Equal(["NL 2 1 2 1"], Rows(await ReportAsync(file), "countries"));
        // The one that refuses, and the one in no country, are not among them.
        Assert.Equal(["NL 2 1 1", "DE 1 0 0"], Rows(await ReportAsync(file), "serverCountries"));
        string sql = (await CommandRun.OfAsync("scan", "report", "--archive", file, "--sql")).Output;
        using SurveyArchive archive = SurveyArchive.OpenToRead(file);
        foreach (SurveyQuery query in new[] { SurveyQueries.Countries, SurveyQueries.ServerCountries })
            Assert.Contains($"  {query.For(1)};", sql, StringComparison.Ordinal);
        Assert.Equal(["FR", "NL", "NL", "DE", null], archive.Read("SELECT country FROM sessions ORDER BY ip", row => row.IsDBNull(0) ? null : row.GetString(0)));
    }

    [Fact]
    public async Task A_domain_whose_first_server_is_in_no_country_is_not_counted_where_the_second_is()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("a.duckdb"), database = await WriteAsync(folder, MaxMindFileWriter.OfCountries(("127.66.0.2/32", "NL")));
        await using (TestInternet internet = await TestInternet.OfAsync(new Scenario
        {
            Zones = [Zone.At("test."), Zone.At("two.test.", "@ MX 10 mx1\n@ MX 20 mx2")],
            Hosts = [SmtpHost.Normal("mx1.two.test."), SmtpHost.Normal("mx2.two.test.")],
        }))
            await CommandRun.OfAsync(["scan", "-", "--archive", file, "--countries", database, .. Unhurried(internet)], "two.test\n");
        JsonElement report = await ReportAsync(file);
        Assert.Empty(Rows(report, "countries"));
        Assert.Equal(["NL 1 1 0"], Rows(report, "serverCountries"));
    }

    [Fact]
    public async Task A_finished_survey_is_given_countries_when_it_is_judged_again_and_keeps_them()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("a.duckdb"), database = await WriteAsync(folder, Database);
        await SurveyTwoCountriesAsync(file);
        Assert.Empty(Rows(await ReportAsync(file), "countries"));
        Assert.Equal(0, (await CommandRun.OfAsync("scan", "judge", "--archive", file, "--countries", database)).Status);
        Assert.Equal(["NL 2 1 2 1"], Rows(await ReportAsync(file), "countries"));
        Assert.Equal(0, (await CommandRun.OfAsync("scan", "judge", "--archive", file)).Status);
        Assert.Equal(["NL 2 1 2 1"], Rows(await ReportAsync(file), "countries"));
        Assert.Equal("Nothing changed from run 1 to run 3.\n", (await CommandRun.OfAsync("scan", "diff", "1", "3", "--archive", file)).Output);
        await File.WriteAllBytesAsync(database, MaxMindFileWriter.OfCountries(("127.0.0.0/8", "AT")), Limit);
        Assert.Equal(0, (await CommandRun.OfAsync("scan", "judge", "--archive", file, "--countries", database)).Status);
        Assert.Equal(["AT 3 2 3 1"], Rows(await ReportAsync(file), "countries"));
        using SurveyArchive archive = SurveyArchive.OpenToRead(file);
        string options = archive.Run(1).Description.Options;
        Assert.Equal([options, $"{options} --countries", $"{options} --countries", $"{options} --countries"], archive.Runs().Select(run => run.Description.Options));
    }

    [Fact]
    public async Task A_database_that_is_none_is_one_clear_line_and_nothing_is_surveyed()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("a.duckdb"), none = folder.File("none.mmdb"), database = folder.File("x.mmdb");
        byte[] good = MaxMindFileWriter.OfCountries(("127.0.0.0/8", "DE"));
        await SurveyTwoCountriesAsync(folder.File("old.duckdb"));
        foreach ((byte[] octets, string problem) in new (byte[], string)[]
            {
                ([], "it is empty"),
                ("example.org\n"u8.ToArray(), "it is not a MaxMind DB file, or not all of it"),
                (good[..^20], "it is damaged: its metadata makes no sense"),
                (good[100..], "it is damaged: its tree does not fit in it"),
            })
        {
            await File.WriteAllBytesAsync(database, octets, Limit);
            foreach (string[] command in new string[][] { ["scan", "--lab", "--archive", file], ["scan", "judge", "--archive", folder.File("old.duckdb")] })
            {
                CommandRun run = await CommandRun.OfAsync([.. command, "--countries", database]);
                Assert.Equal($"tes: cannot use the country database '{database}': {problem}", run.OneErrorLine);
                Assert.Equal(((int)ExitStatus.Usage, ""), (run.Status, run.Output));
            }
        }

        foreach ((string path, string problem) in new[] { (none, "there is no such file"), (Path.GetTempPath(), "it is a directory") })
        {
            CommandRun run = await CommandRun.OfAsync("scan", "--lab", "--archive", file, "--countries", path);
            Assert.Equal($"tes: cannot read '{path}': {problem}", run.OneErrorLine);
            Assert.Equal((int)ExitStatus.Usage, run.Status);
        }

        Assert.False(File.Exists(file));
        using SurveyArchive archive = SurveyArchive.OpenToRead(folder.File("old.duckdb"));
        Assert.Single(archive.Runs());
    }

    [Fact]
    public async Task Countries_need_an_archive_and_belong_to_the_whole_of_a_survey()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("a.duckdb"), database = await WriteAsync(folder, Database);
        CommandRun run = await CommandRun.OfAsync("scan", "--lab", "--countries", database);
        Assert.Equal(((int)ExitStatus.Usage, "tes: --countries needs an archive to note them in; name one with --archive"), (run.Status, run.OneErrorLine));
        await SurveyTwoCountriesAsync(file, "--countries", database);
        using (SurveyArchive archive = SurveyArchive.Open(file, "test", TimeProvider.System))
            archive.Run("UPDATE runs SET finished = NULL");
        Assert.Contains("was begun with ", (await SurveyTwoCountriesAsync(file, "--resume")).OneErrorLine, StringComparison.Ordinal);
    }

    private static async Task<string> WriteAsync(TemporaryFolder folder, byte[] database)
    {
        string path = folder.File("countries.mmdb");
        await File.WriteAllBytesAsync(path, database, Limit);
        return path;
    }

    private static async Task<CommandRun> SurveyTwoCountriesAsync(string file, params string[] more)
    {
        await using TestInternet internet = await TestInternet.OfAsync(TwoCountries);
        return await CommandRun.OfAsync(["scan", "-", "--archive", file, .. more, .. Unhurried(internet)], "two.test\none.test\nelsewhere.test\n");
    }

    private static async Task<JsonElement> ReportAsync(string file)
    {
        using JsonDocument report = JsonDocument.Parse((await CommandRun.OfAsync("scan", "report", "--archive", file, "--json")).Output);
        return report.RootElement.GetProperty("details").Clone();
    }

    // The cells of each row of a table.
    private static string[] Rows(JsonElement details, string name) =>
        [.. details.EnumerateArray().Where(detail => detail.GetProperty("name").GetString() == name).SelectMany(detail => detail.GetProperty("rows").EnumerateArray())
            .Select(row => string.Join(' ', row.EnumerateObject().Select(cell => cell.Value.ToString())))];
}
