using System.Text;
using System.Text.Json;
using Tes.Interop.Tests.Running;
using Tes.Interop.Tests.Surveys;
using Xunit;

namespace Tes.Interop.Tests;

/// <summary>A survey whose resolver dies, and one that is killed itself: what is kept in the end is what an undisturbed one keeps.</summary>
public sealed class SurveyInterruptionTests(TestInternet internet)
{
    // More than are tested at once, so that some are done when the last of them is asked for.
    private const int Some = 30;

    private string[] Domains => [.. internet.Surveys.Domains.Take(5 * Some)];

    [Fact]
    public async Task A_resolver_that_is_killed_and_started_again_makes_a_pause()
    {
        internet.Require();
        var set = internet.Surveys;
        await using var resolver = await internet.StartResolverAsync();
        var archive = set.NewArchive();
        await using var scan = RunningProgram.Start(internet.State, set.Scan("-", archive, resolver.Address));
        await FeedAsync(scan, Domains[..Some]);
        await resolver.WasAskedForAsync(Domains[Some - 1]);
        await resolver.KillAsync();
        await FeedAsync(scan, Domains[Some..]);
        Assert.Contains("tried again every", await scan.ErrorLineWithAsync("paused: "), StringComparison.Ordinal);

        // As long as it lives, nobody else has its archive.
        foreach (string[] other in (string[][])[[.. TesProgram.CommandLine, "scan", "report", "--archive", archive], set.Scan(set.ListFile, archive, internet.Addresses.Unbound, "--resume")])
        {
            var refused = await RunningProgram.RunAsync(internet.State, other);
            Assert.Equal((2, ""), (refused.ExitStatus, refused.Output));
            Assert.Contains($"another process has it open (process {scan.Id})", Assert.Single(refused.Errors.Split('\n')), StringComparison.Ordinal);
        }

        await resolver.StartAsync();
        var ended = await scan.EndAsync();
        Assert.True(ended.ExitStatus == 0, ended.ToString());
        Assert.Equal(2, ended.Errors.Split('\n').Length);
        Assert.EndsWith("\ntes: the resolver works again, and the survey goes on", ended.Errors, StringComparison.Ordinal);
        Comparison.Demand(await set.DifferencesFromUndisturbedAsync(await SurveyedDomains.ReadAsync(internet.State, archive), Domains, resolver.Address));
    }

    [Fact]
    public async Task What_was_killed_is_gone_on_with_to_the_same_end()
    {
        internet.Require();
        var set = internet.Surveys;
        await using var resolver = await internet.StartResolverAsync();
        var archive = set.NewArchive();
        var kept = 0;
        foreach (var fed in (int[])[Some, 3 * Some])
        {
            // The list goes on, so that it cannot come to its end before it is killed.
            await using var scan = RunningProgram.Start(internet.State, set.Scan("-", archive, resolver.Address, kept == 0 ? [] : ["--resume"]));
            var first = fed - Some;
            await FeedAsync(scan, Domains[..(first + 1)]);
            await IsWrittenAsync(archive, Domains[first]);
            await FeedAsync(scan, Domains[(first + 1)..fed]);
            // One transaction comes after the other: when this one is being written, the one before is whole.
            await IsWrittenAsync(archive, Domains[fed - 2]);
            await scan.KillAsync();

            var now = await KeptAsync(archive);
            Assert.True(now > kept && now <= fed, $"{now} kept after {kept}, {fed} fed");
            kept = now;
        }

        await using var last = RunningProgram.Start(internet.State, set.Scan("-", archive, resolver.Address, "--resume"));
        await FeedAsync(last, Domains);
        var ended = await last.EndAsync();
        Assert.True(ended is { ExitStatus: 0, Errors: "" }, ended.ToString());
        Comparison.Demand(await set.DifferencesFromUndisturbedAsync(await SurveyedDomains.ReadAsync(internet.State, archive), Domains, resolver.Address));
    }

    private static async Task FeedAsync(RunningProgram scan, IEnumerable<string> domains)
    {
        await scan.Input.WriteAsync(string.Concat(domains.Select(domain => $"{domain}\n")));
        await scan.Input.FlushAsync();
    }

    // The log of DuckDB has texts as they are. Both domains that are looked for come before the one that is named after them.
    private static Task IsWrittenAsync(string archive, string domain) => Waiting.UntilAsync(() =>
    {
        var log = $"{archive}.wal";
        if (!File.Exists(log))
        {
            return false;
        }

        using var written = new MemoryStream();
        using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.CopyTo(written);
        return written.GetBuffer().AsSpan(0, (int)written.Length).IndexOf(Encoding.ASCII.GetBytes(domain)) >= 0;
    });

    private async Task<int> KeptAsync(string archive)
    {
        var runs = await RunningProgram.RunAsync(internet.State, [.. TesProgram.CommandLine, "scan", "runs", "--archive", archive, "--json"]);
        using var json = JsonDocument.Parse(runs.Output);
        return Assert.Single(json.RootElement.GetProperty("runs").EnumerateArray()).GetProperty("domains").GetInt32();
    }
}
