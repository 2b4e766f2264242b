using Tes.Scan.Survey.Archive;
using Xunit;
using static Tes.Cli.Tests.Survey.ManyDomains;

namespace Tes.Cli.Tests.Survey;

/// <summary>Archives with values that none of ours has: one clear line, and nothing changes.</summary>
public sealed class DamagedArchiveTests
{
    [Theory]
    [InlineData("AB")]
    [InlineData("")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public async Task A_certificate_without_a_digest_is_one_clear_line_and_no_run_is_begun(string digest)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("a.duckdb");
        await SurveyFewAsync(file);
        Change(file, $"INSERT INTO certificates(certificate, der) VALUES ('{digest}', 'x')");
        foreach (CommandRun run in new[] { await CommandRun.OfAsync("scan", "judge", "--archive", file), await SurveyFewAsync(file) })
        {
            Assert.Equal("tes: the archive can no longer be used: its tables are damaged, or not those of surveys", run.OneErrorLine);
            Assert.Equal(((int)ExitStatus.Usage, ""), (run.Status, run.Output));
        }

        Assert.Equal(1, Runs(file));
    }

    [Theory]
    [InlineData("UPDATE runs SET started = 'infinity'")]
    [InlineData("UPDATE runs SET port = 70000")]
    [InlineData("UPDATE runs SET port = 0")]
    [InlineData("UPDATE domains SET tested = '-infinity'")]
    [InlineData("UPDATE domains SET seconds = 'nan'")]
    [InlineData("UPDATE domains SET seconds = 'infinity'")]
    [InlineData("UPDATE domains SET lookups = 'x'")]
    [InlineData("UPDATE domains SET domain = 'no domain'")]
    [InlineData("UPDATE lookups SET evidence = '{}'")]
    [InlineData("UPDATE sessions SET evidence = regexp_replace(evidence, '\"ms\":[0-9.]+', '\"ms\":1e300')")]
    [InlineData("DELETE FROM certificates")]
    public async Task Values_that_make_no_sense_are_one_clear_line_and_no_run_is_left_of_judging_them(string change)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("a.duckdb");
        await SurveyFewAsync(file);
        Change(file, change);
        CommandRun judge = await CommandRun.OfAsync("scan", "judge", "--archive", file);
        Assert.StartsWith("tes: ", judge.OneErrorLine, StringComparison.Ordinal);
        Assert.NotEqual(0, judge.Status);
        Assert.Equal("", judge.Output);
        Assert.Equal(1, Runs(file));
    }

    private static void Change(string file, string sql)
    {
        using SurveyArchive archive = SurveyArchive.Open(file, "test", TimeProvider.System);
        archive.Run(sql);
    }

    private static long Runs(string file)
    {
        using SurveyArchive archive = SurveyArchive.OpenToRead(file);
        return archive.Read("SELECT count(*) FROM runs", row => row.GetInt64(0))[0];
    }
}
