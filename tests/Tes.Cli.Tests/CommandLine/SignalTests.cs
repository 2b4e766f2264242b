using System.Globalization;
using Xunit;

namespace Tes.Cli.Tests.CommandLine;

public sealed class SignalTests
{
    // More than any pipe holds, so that the program waits in a write.
    private const int Policies = 100_000;

    [Fact]
    public async Task A_command_whose_output_nobody_reads_can_be_ended()
    {
        using var folder = new TemporaryFolder();
        string report = folder.File("report.json");
        IEnumerable<string> policies = Enumerable.Range(0, Policies).Select(number => string.Create(CultureInfo.InvariantCulture, $$$"""{"policy":{"policy-domain":"{{{number}}}"}}"""));
        await File.WriteAllTextAsync(report, $$"""{"policies":[{{string.Join(',', policies)}}]}""", TestContext.Current.CancellationToken);
        using TesProcess tes = TesProcess.Start(["tlsrpt", "report", report]);
        await tes.BeginsToPrintAsync(TestContext.Current.CancellationToken);

        tes.Terminate();

        Assert.Equal(143, await tes.EndedAsync(TestContext.Current.CancellationToken));
    }
}
