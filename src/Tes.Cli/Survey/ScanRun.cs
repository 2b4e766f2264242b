using Tes.Cli.Terminal;
using Tes.Cli.Test;
using Tes.Dns.Resolution;
using Tes.Scan.Domains;
using Tes.Scan.Reports;
using Tes.Scan.Survey;

namespace Tes.Cli.Survey;

/// <summary>
/// Tests the domains of a list side by side. Those that tell nothing are tested once more at the end of the list. Where the
/// resolver stops working it pauses, as what is found without one is not about the domains.
/// </summary>
/// <param name="network">Where they are tested.</param>
/// <param name="list">The domains.</param>
/// <param name="journal">Where they are kept; null for nowhere.</param>
/// <param name="console">For progress and messages.</param>
internal sealed class ScanRun(TestNetwork network, SurveyList list, SurveyJournal? journal, CommandConsole console)
{
    /// <summary>How long a pause is before the resolver is tried again.</summary>
    public static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    /// <summary>Most domains that are tested once more. Own limit: those beyond it stay inconclusive rather than fill the memory.</summary>
    public const int MostPutOff = 100_000;

    private readonly SurveyStatistics _statistics = new();
    private readonly CollectionPace _pace = new(CollectionPace.Fit(journal is null ? CollectionPace.WithoutArchive : CollectionPace.WithArchive, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes));
    private readonly List<MailDomain> _putOff = [];
    private readonly Lock _access = new();
    private Task? _pause;
    private int _pauses;
    private bool _working;
    private bool _stopped;

    /// <summary>Runs it.</summary>
    /// <param name="limit">Most domains.</param>
    /// <param name="atOnce">Domains tested at once.</param>
    /// <param name="cancellationToken">Ends the survey; what was tested until then counts.</param>
    /// <exception cref="DeadResolverException">Nothing could be looked up from the start.</exception>
    /// <exception cref="Tes.Scan.Survey.Archive.ArchiveException">The archive can no longer be written.</exception>
    public async Task<ScanResult> RunAsync(int limit, int atOnce, CancellationToken cancellationToken)
    {
        if (journal is not null)
            _putOff.AddRange(journal.PutOff);
        var progress = new ScanProgress(console, list, limit, journal?.Tested.Count ?? 0);
        long start = console.Time.GetTimestamp();
        try
        {
            IEnumerable<MailDomain> domains = list.Domains().Take(limit).Where(domain => journal is null || !journal.Tested.Contains(domain.Text));
            await TestAllAsync(domains, atOnce, isLast: false, progress, cancellationToken);
            network.ForgetInconclusive();
            await TestAllAsync(_putOff, atOnce, isLast: true, progress, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            lock (_access)
                _stopped = true;
        }
        finally
        {
            progress.End();
        }

        bool complete = !_stopped && list.Problem is null;
        SurveySummary? kept = journal is null ? null : await journal.CompleteAsync(complete ? list.Tally : null, cancellationToken);
        lock (_access)
        {
            // Ended while the disk was full: all is tested, and not all of it kept.
            _stopped |= journal is { IsAbandoned: true };
            return new ScanResult(kept ?? _statistics.Summarise(), list.Tally, network.Sessions, network.QuestionsAsked, console.Time.GetElapsedTime(start), _stopped)
            {
                Run = journal?.Run,
                Archive = journal?.Title,
                PutOff = _stopped && journal is null ? _putOff.Count : 0,
            };
        }
    }

    private async Task TestAllAsync(IEnumerable<MailDomain> domains, int atOnce, bool isLast, ScanProgress progress, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken };
        Task run = Parallel.ForEachAsync(domains, parallel, async (MailDomain domain, CancellationToken ending) =>
        {
            DomainReport report = await TestAsync(domain, ending);
            _pace.Keep();
            bool isPutOff = !isLast && PutOff(report);
            if (journal is not null)
                await journal.AddAsync(report, replaces: isLast, ending);
            // What is tested again counts then.
            if (isPutOff)
                return;
            lock (_access)
            {
                _statistics.Add(report);
                if (!_stopped)
                    progress.Show(_statistics);
            }
        });
        // A list that comes slowly, through a pipe, must not hold up the end.
        await run.WaitAsync(cancellationToken);
    }

    private bool PutOff(DomainReport report)
    {
        if (SurveyClassifier.Of(report) != SurveyClass.Inconclusive)
            return false;
        lock (_access)
        {
            if (_putOff.Count >= MostPutOff)
                return false;
            _putOff.Add(report.Facts.Domain);
            return true;
        }
    }

    private async Task<DomainReport> TestAsync(MailDomain domain, CancellationToken cancellationToken)
    {
        while (true)
        {
            int pauses;
            Task? pause;
            // As one: a pause that begins between the two must not seem to be over before the test begins.
            lock (_access)
                (pauses, pause) = (_pauses, _pause);
            if (pause is not null)
                await pause.WaitAsync(cancellationToken);
            DomainReport report = await network.Test.RunAsync(domain, cancellationToken);
            string? trouble = report.Facts.ResolverTrouble;
            // Begun before a pause: what went wrong may have done so for want of a resolver, also where that works by now.
            if (pauses != PausesSoFar && (trouble is not null || report.Answers.Any(answer => answer is Answer.Bogus or Answer.Failed)))
                continue;
            if (trouble is null)
            {
                Volatile.Write(ref _working, true);
                return report;
            }

            if (!Volatile.Read(ref _working))
                throw new DeadResolverException(trouble);
            await PauseAsync(trouble, cancellationToken).WaitAsync(cancellationToken);
        }
    }

    private int PausesSoFar
    {
        get
        {
            lock (_access)
                return _pauses;
        }
    }

    private Task PauseAsync(string trouble, CancellationToken cancellationToken)
    {
        lock (_access)
        {
            if (_pause is null)
            {
                _pauses++;
                _pause = WaitForResolverAsync(trouble, cancellationToken);
            }

            return _pause;
        }
    }

    private async Task WaitForResolverAsync(string trouble, CancellationToken cancellationToken)
    {
        console.WriteError($"paused: {trouble}; it is tried again every {Retry.TotalSeconds:0} s (Ctrl-C ends{(journal is null ? "" : ", --resume goes on")})");
        do
            await Task.Delay(Retry, console.Time, cancellationToken);
        while (await network.BeginAnewAsync(cancellationToken) is not null);
        console.WriteError("the resolver works again, and the survey goes on");
        lock (_access)
            _pause = null;
    }
}
