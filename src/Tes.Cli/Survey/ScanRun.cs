using Tes.Cli.Terminal;
using Tes.Cli.Test;
using Tes.Scan.Domains;
using Tes.Scan.Reports;
using Tes.Scan.Survey;

namespace Tes.Cli.Survey;

/// <summary>Tests the domains of a list side by side and adds them up. Nothing is kept of a domain that has been added.</summary>
internal static class ScanRun
{
    /// <param name="network">Where they are tested.</param>
    /// <param name="list">The domains.</param>
    /// <param name="limit">Most domains.</param>
    /// <param name="atOnce">Domains tested at once.</param>
    /// <param name="console">For progress.</param>
    /// <param name="cancellationToken">Ends the survey; what was tested until then counts.</param>
    public static async Task<ScanResult> RunAsync(TestNetwork network, SurveyList list, int limit, int atOnce, CommandConsole console, CancellationToken cancellationToken)
    {
        var statistics = new SurveyStatistics();
        var access = new Lock();
        var progress = new ScanProgress(console, list, limit);
        long start = console.Time.GetTimestamp();
        bool stopped = false;
        try
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken };
            Task run = Parallel.ForEachAsync(list.Domains().Take(limit), parallel, async (MailDomain domain, CancellationToken ending) =>
            {
                DomainReport report = await network.Test.RunAsync(domain, ending);
                lock (access)
                {
                    statistics.Add(report);
                    if (!stopped)
                        progress.Show(statistics);
                }
            });
            // A list that comes slowly, through a pipe, must not hold up the end.
            await run.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            lock (access)
                stopped = true;
        }
        finally
        {
            progress.End();
        }

        lock (access)
            return new ScanResult(statistics.Summarise(), list.Tally, network.Sessions, network.QuestionsAsked, console.Time.GetElapsedTime(start), stopped);
    }
}
