using Tes.Cli.Terminal;
using Tes.Scan;
using Tes.Scan.Domains;
using Tes.Scan.Reports;

namespace Tes.Cli.Test;

/// <summary>Tests many domains side by side and shows that something is going on.</summary>
internal static class TestRun
{
    /// <summary>Domains tested at once. Hosts are spared by the probe's own gate; this bounds memory and look-ups under way.</summary>
    private const int AtOnce = 64;

    /// <summary>Tests each domain.</summary>
    /// <param name="test">The test.</param>
    /// <param name="domains">One or more.</param>
    /// <param name="console">For progress.</param>
    /// <param name="show">Called for each report in the order of <paramref name="domains"/>, as soon as it and those before it are there.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static async Task<IReadOnlyList<DomainReport>> RunAsync(
        DomainTest test, IReadOnlyList<MailDomain> domains, CommandConsole console, Func<DomainReport, Task> show, CancellationToken cancellationToken)
    {
        using var places = new SemaphoreSlim(AtOnce);
        var progress = new Progress(console, domains.Count);
        List<Task<DomainReport>> tests = [.. domains.Select(async domain =>
        {
            await places.WaitAsync(cancellationToken);
            try
            {
                DomainReport report = await test.RunAsync(domain, cancellationToken);
                progress.Step();
                return report;
            }
            finally
            {
                places.Release();
            }
        })];
        try
        {
            var reports = new List<DomainReport>(tests.Count);
            foreach (Task<DomainReport> pending in tests)
            {
                DomainReport report = await pending;
                reports.Add(report);
                await show(report);
            }

            return reports;
        }
        finally
        {
            progress.End();
        }
    }
}
