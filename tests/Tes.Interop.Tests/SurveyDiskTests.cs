using System.Text.Json;
using Tes.Interop.Tests.Running;
using Tes.Interop.Tests.Surveys;
using Xunit;

namespace Tes.Interop.Tests;

/// <summary>Surveys on file systems that are full or read-only: real ones, which stop root, too.</summary>
public sealed class SurveyDiskTests(TestInternet internet)
{
    private const string NoSpace = "no space is left on its device";
    private const string ReadOnly = "its file system is read-only";

    // The tables take some 20 KiB, these domains some 500.
    private const int TablesOnly = 60;
    private const int SomeDomains = 250;
    private const int Plenty = 64 * 1024;

    private string[] Domains => [.. internet.Surveys.Domains.Take(90)];

    [Theory]
    [InlineData(TablesOnly)]
    [InlineData(SomeDomains)]
    public async Task A_full_disk_makes_a_pause_until_there_is_room(int kibibytes)
    {
        await internet.RequireMountsAsync();
        await using var disk = await SmallDisk.MountAsync(internet.State, kibibytes);
        await using var scan = Start(disk);
        Assert.Contains(NoSpace, await scan.ErrorLineWithAsync("paused: "), StringComparison.Ordinal);
        await disk.GrowAsync();
        var ended = await scan.EndAsync();
        Assert.True(ended.ExitStatus == 0, ended.ToString());
        Assert.Equal(2, ended.Errors.Split('\n').Length);
        Assert.EndsWith("\ntes: there is room again, and the survey goes on", ended.Errors, StringComparison.Ordinal);
        await DemandAllAsync(disk);
    }

    [Fact]
    public async Task Who_ends_it_in_the_pause_is_told_that_it_is_not_done()
    {
        await internet.RequireMountsAsync();
        await using var disk = await SmallDisk.MountAsync(internet.State, SomeDomains);
        await using var scan = Start(disk);
        await scan.ErrorLineWithAsync("paused: ");
        await scan.InterruptAsync();
        var ended = await scan.EndAsync();
        Assert.Equal(130, ended.ExitStatus);
        using var json = JsonDocument.Parse(ended.Output);
        Assert.True(json.RootElement.GetProperty("stopped").GetBoolean(), ended.ToString());
        await disk.GrowAsync();
        await GoOnAsync(disk);
        await DemandAllAsync(disk);
    }

    [Fact]
    public async Task What_is_killed_on_a_full_disk_can_be_read_from_it_and_gone_on_with_when_there_is_room()
    {
        await internet.RequireMountsAsync();
        await using var disk = await SmallDisk.MountAsync(internet.State, SomeDomains);
        await using (var scan = Start(disk))
        {
            await scan.ErrorLineWithAsync("paused: ");
            await scan.KillAsync();
        }

        await disk.MakeReadOnlyAsync();
        using (var runs = JsonDocument.Parse((await RunAsync(disk, 0, "scan", "runs", "--json")).Output))
        {
            Assert.Equal(JsonValueKind.Null, Assert.Single(runs.RootElement.GetProperty("runs").EnumerateArray()).GetProperty("finished").ValueKind);
        }

        Assert.Contains(ReadOnly, (await RunAsync(disk, 2, "scan", internet.Surveys.ListFile, "--resume")).Errors, StringComparison.Ordinal);
        await disk.GrowAsync();
        await GoOnAsync(disk);
        await DemandAllAsync(disk);
    }

    // Blocks of the file, tables in its log.
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(16)]
    public async Task Where_not_even_the_tables_have_room_nothing_is_left(int kibibytes)
    {
        await internet.RequireMountsAsync();
        await using var disk = await SmallDisk.MountAsync(internet.State, kibibytes);
        var list = internet.State.Write("surveys/one", internet.Surveys.Domains[0]);
        var refused = await RunAsync(disk, 2, "scan", list);
        Assert.Contains(NoSpace, Assert.Single(refused.Errors.Split('\n')), StringComparison.Ordinal);
        Assert.Empty(disk.Files);
        await disk.GrowAsync();
        var survey = await RunningProgram.RunAsync(
            internet.State, [.. disk.Inside, .. internet.Surveys.Scan(list, ArchiveOn(disk), internet.Addresses.Unbound)]);
        Assert.True(survey.ExitStatus == 0, survey.ToString());
    }

    [Fact]
    public async Task What_has_no_room_or_may_not_be_written_is_one_line_and_the_archive_stays_as_it_is()
    {
        await internet.RequireMountsAsync();
        await using var disk = await SmallDisk.MountAsync(internet.State, Plenty);
        var kept = await internet.Surveys.UndisturbedArchiveAsync();
        await Command.RequireAsync(disk.Inside[0], [.. disk.Inside[1..], "cp", kept, ArchiveOn(disk)]);
        foreach (var (change, reason) in new (Func<Task<string>>, string)[] { (disk.FillAsync, NoSpace), (disk.MakeReadOnlyAsync, ReadOnly) })
        {
            await change();
            string[][] writing =
            [
                ["scan", "report", "--html", $"{disk.Folder}/page.html"],
                ["scan", "report", "--pictures", $"{disk.Folder}/pictures"],
                ["scan", "export", "--output", $"{disk.Folder}/export"],
                ["scan", "export", "--output", $"{disk.Folder}/lines", "--format", "jsonl"],
            ];
            foreach (var command in writing)
            {
                var refused = await RunAsync(disk, 2, command);
                Assert.Contains(reason, Assert.Single(refused.Errors.Split('\n')), StringComparison.Ordinal);
            }

            var judge = await RunningProgram.RunAsync(internet.State, [.. disk.Inside, .. TesProgram.CommandLine, "scan", "judge", "--archive", ArchiveOn(disk)]);
            Assert.NotEqual(0, judge.ExitStatus);
            Assert.Contains(reason, Assert.Single(judge.Errors.Split('\n')), StringComparison.Ordinal);
            await RunAsync(disk, 0, "scan", "report");
        }

        await disk.GrowAsync();
        await disk.EmptyAsync();
        using (var runs = JsonDocument.Parse((await RunAsync(disk, 0, "scan", "runs", "--json")).Output))
        {
            Assert.Single(runs.RootElement.GetProperty("runs").EnumerateArray());
        }

        Comparison.Demand(await internet.Surveys.DifferencesFromUndisturbedAsync(
            await SurveyedDomains.ReadAsync(internet.State, ArchiveOn(disk), disk.Inside), internet.Surveys.Domains, internet.Addresses.Unbound));
    }

    private static string ArchiveOn(SmallDisk disk) => $"{disk.Folder}/a.duckdb";

    private string[] Scan(SmallDisk disk, params string[] more) => [.. disk.Inside, .. internet.Surveys.Scan(ListFile(), ArchiveOn(disk), internet.Addresses.Unbound, more)];

    private string ListFile() => internet.State.Write("surveys/some", string.Join('\n', Domains) + "\n");

    private RunningProgram Start(SmallDisk disk) => RunningProgram.Start(internet.State, Scan(disk));

    private async Task<Command> RunAsync(SmallDisk disk, int status, params string[] arguments)
    {
        var command = await RunningProgram.RunAsync(internet.State, [.. disk.Inside, .. TesProgram.CommandLine, .. arguments, "--archive", ArchiveOn(disk)]);
        Assert.True(command.ExitStatus == status, command.ToString());
        return command;
    }

    private async Task GoOnAsync(SmallDisk disk)
    {
        var ended = await RunningProgram.RunAsync(internet.State, Scan(disk, "--resume"));
        Assert.True(ended is { ExitStatus: 0, Errors: "" }, ended.ToString());
    }

    private async Task DemandAllAsync(SmallDisk disk) => Comparison.Demand(await internet.Surveys.DifferencesFromUndisturbedAsync(
        await SurveyedDomains.ReadAsync(internet.State, ArchiveOn(disk), disk.Inside), Domains, internet.Addresses.Unbound));
}
