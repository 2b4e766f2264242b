using System.Globalization;
using System.Text.Json;
using DuckDB.NET.Data;
using Tes.Scan.Survey.Archive;
using Tes.Scan.Tests.Survey.Countries;
using Xunit;
using static Tes.Cli.Tests.Survey.ManyDomains;

namespace Tes.Cli.Tests.Survey;

/// <summary>Archives that an earlier version of the program made.</summary>
public sealed class ArchiveVersionTests
{
    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_archive_of_version_1_is_read_as_one_of_this_version_and_stays_what_it_is()
    {
        using var folder = new TemporaryFolder();
        string now = folder.File("now.duckdb"), old = folder.File("it's old.v1.duckdb");
        await MakeAsync(now, old);
        byte[] before = await File.ReadAllBytesAsync(old, Limit);
        foreach (string[] command in new string[][]
            {
                ["runs"], ["runs", "--json"], ["report"], ["report", "1"], ["report", "--sql"], ["report", "--json"], ["trend"], ["trend", "--json"], ["diff", "1", "2"], ["diff", "1", "2", "--json"],
            })
        {
            CommandRun expected = await CommandRun.OfAsync(["scan", .. command, "--archive", now]);
            Assert.Equal(expected, await CommandRun.OfAsync(["scan", .. command, "--archive", old]));
            Assert.Equal(0, expected.Status);
        }

        foreach (string format in new[] { "jsonl", "csv", "parquet" })
        {
            foreach ((string archive, string output) in new[] { (now, "new"), (old, "old") })
                Assert.Equal(0, (await CommandRun.OfAsync("scan", "export", "1", "--archive", archive, "--format", format, "--output", folder.File(output))).Status);
            foreach (string table in ArchiveExport.Tables)
            {
                string name = $"{table}.{format}";
                Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(folder.File("new"), name), Limit), await File.ReadAllBytesAsync(Path.Combine(folder.File("old"), name), Limit));
            }
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(old, Limit));
    }

    [Fact]
    public async Task An_archive_of_version_1_that_is_written_to_becomes_one_of_this_version()
    {
        using var folder = new TemporaryFolder();
        string now = folder.File("now.duckdb"), old = folder.File("old.duckdb"), database = folder.File("countries.mmdb");
        await MakeAsync(now, old);
        await File.WriteAllBytesAsync(database, MaxMindFileWriter.OfCountries(("127.0.0.0/8", "DE")), Limit);
        CommandRun judge = await CommandRun.OfAsync("scan", "judge", "1", "--archive", old, "--countries", database);
        Assert.Equal((0, "Judged run 1 again as run 3; compare: tes scan diff 1 3\n"), (judge.Status, judge.Output));
        Assert.Equal("Nothing changed from run 1 to run 3.\n", (await CommandRun.OfAsync("scan", "diff", "1", "3", "--archive", old)).Output);
        Assert.Equal(
            (await CommandRun.OfAsync("scan", "report", "2", "--archive", now)).Output,
            (await CommandRun.OfAsync("scan", "report", "2", "--archive", old)).Output);
        Assert.Contains("\n  DE ", (await CommandRun.OfAsync("scan", "report", "3", "--archive", old)).Output, StringComparison.Ordinal);
        // Rows are appended by position: the same columns in the same order.
        Assert.Equal(Columns(now), Columns(old));
        await SurveyFewAsync(old);
        using SurveyArchive archive = SurveyArchive.OpenToRead(old);
        Assert.Equal(SurveyArchive.SchemaVersion, archive.Read("SELECT schema FROM archive", row => row.GetInt32(0)).Single());
        Assert.Equal([6, 6, 6, 6], archive.Runs().Select(run => run.Domains));
        using JsonDocument trend = JsonDocument.Parse((await CommandRun.OfAsync("scan", "trend", "--archive", now, "--json")).Output);
        Assert.Equal(2, trend.RootElement.GetProperty("runs").GetArrayLength());
    }

    [Fact]
    public async Task An_archive_that_cannot_be_brought_to_this_version_stays_what_it_is()
    {
        using var folder = new TemporaryFolder();
        string now = folder.File("now.duckdb"), old = folder.File("old.duckdb");
        await MakeAsync(now, old);
        // The view is dropped first, and then there is no such table to change.
        Execute(old, "ALTER TABLE sessions RENAME TO elsewhere");
        CommandRun judge = await CommandRun.OfAsync("scan", "judge", "--archive", old);
        Assert.Equal((int)ExitStatus.Usage, judge.Status);
        Assert.StartsWith($"tes: cannot use the archive '{old}': ", judge.OneErrorLine, StringComparison.Ordinal);
        Execute(old, "ALTER TABLE elsewhere RENAME TO sessions");
        Assert.Equal(
            (await CommandRun.OfAsync("scan", "report", "--archive", now)).Output,
            (await CommandRun.OfAsync("scan", "report", "--archive", old)).Output);
        using var connection = new DuckDBConnection(new DuckDBConnectionStringBuilder { DataSource = old }.ConnectionString);
        connection.Open();
        Assert.Equal("1 1", Text(connection, "SELECT (SELECT schema FROM archive)::VARCHAR || ' ' || (SELECT count(*) FROM duckdb_views() WHERE view_name = 'addresses')::VARCHAR"));
    }

    // Two surveys, in an archive of this version and in one that version 1 of the tables was made for.
    private static async Task MakeAsync(string now, string old)
    {
        await SurveyFewAsync(now);
        await SurveyFewAsync(now);
        using Stream resource = typeof(SurveyArchive).Assembly.GetManifestResourceStream("Tes.Scan.Survey.Archive.schema-1.sql")!;
        using var reader = new StreamReader(resource);
        Execute(old, await reader.ReadToEndAsync(Limit));
        string copies = string.Concat(
            new[] { "archive", "runs", "domains", "domain_hosts", "domain_addresses", "certificates", "tlsa", "findings", "lookups" }.Select(table => $"INSERT INTO {table} SELECT * FROM now.{table};"));
        Execute(old, string.Create(CultureInfo.InvariantCulture, $"ATTACH '{now.Replace("'", "''", StringComparison.Ordinal)}' AS now (READ_ONLY); {copies} INSERT INTO sessions SELECT * EXCLUDE (country) FROM now.sessions; UPDATE archive SET schema = 1; DETACH now"));
    }

    private static string Columns(string file)
    {
        using var connection = new DuckDBConnection(new DuckDBConnectionStringBuilder { DataSource = file }.ConnectionString);
        connection.Open();
        return Text(connection, "SELECT string_agg(table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable, ', ' ORDER BY table_name, column_index) FROM duckdb_columns() WHERE NOT internal");
    }

    private static string Text(DuckDBConnection connection, string sql)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (string)command.ExecuteScalar()!;
    }

    private static void Execute(string file, string sql)
    {
        using var connection = new DuckDBConnection(new DuckDBConnectionStringBuilder { DataSource = file }.ConnectionString);
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
