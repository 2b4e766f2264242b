using System.Threading.Channels;
using Tes.Cli.Terminal;
using Tes.Scan.Domains;
using Tes.Scan.Reports;
using Tes.Scan.Survey;
using Tes.Scan.Survey.Archive;
using Tes.Scan.Survey.Countries;
using Tes.Scan.Survey.Lists;

namespace Tes.Cli.Survey;

/// <summary>
/// Writes what a survey finds to its archive, beside the tests. What has come in while a transaction was written makes the next
/// one, so that little is ever unwritten. Where the disk is full it waits for room, and the tests wait with it.
/// </summary>
internal sealed class SurveyJournal : IAsyncDisposable
{
    /// <summary>How long it waits before it tries again on a full disk.</summary>
    public static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    // Own limits: domains that wait to be written hold up the tests rather than fill the memory; each is some 25 KB.
    private const int MostWaiting = 250;
    private const int LargestBatch = 250;

    // Own choice: a transaction has its cost, whatever is in it; what comes in while one is written waits for the next.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);

    private readonly Channel<Entry> _reports = Channel.CreateBounded<Entry>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly CancellationTokenSource _abandon = new();
    private readonly string _path;
    private readonly bool _isNew;
    private readonly RunDescription _description;
    private readonly CountryDatabase? _countries;
    private readonly CommandConsole _console;
    private readonly Func<SurveyArchive> _open;
    private readonly Task _writing;
    private SurveyArchive _archive;
    private RunWriter? _writer;

    private SurveyJournal(string path, bool isNew, SurveyArchive archive, RunDescription description, CountryDatabase? countries, ArchivedRun? resumed, CommandConsole console, Func<SurveyArchive> open)
    {
        _path = path;
        _isNew = isNew;
        _archive = archive;
        _description = description;
        _countries = countries;
        _console = console;
        _open = open;
        if (resumed is not null)
        {
            _writer = archive.Resume(resumed, countries);
            foreach ((string domain, bool isConclusive) in _writer.Tested())
            {
                Tested.Add(domain);
                if (!isConclusive && PutOff.Count < ScanRun.MostPutOff && MailDomain.TryParse(domain, out MailDomain? known, out _))
                    PutOff.Add(known);
            }
        }

        _writing = Task.Run(WriteAllAsync);
    }

    /// <summary>The domains that were in the archive when it was opened, of the run that is gone on with.</summary>
    public DomainSet Tested { get; } = new();

    /// <summary>Those of them that told nothing, as many as are tested once more.</summary>
    public List<MailDomain> PutOff { get; } = [];

    /// <summary>The number of the run; null as long as nothing has been written.</summary>
    public int? Run => _writer?.Run;

    /// <summary>Whether it was completed without waiting for room on a full disk: not all that it took is written.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>The file in messages, escaped.</summary>
    public string Title => TerminalText.Quote(_path);

    /// <summary>Opens an archive for a survey.</summary>
    /// <param name="path">The file.</param>
    /// <param name="description">What is surveyed.</param>
    /// <param name="countries">Says in which countries addresses are; null where nobody wants to know.</param>
    /// <param name="resume">Whether the last survey in it is gone on with.</param>
    /// <param name="console">For messages, and for the clock.</param>
    /// <param name="open">Opens the file, at first and after each failure to write; null for the usual way.</param>
    /// <exception cref="UsageException">It cannot be used, or has nothing to go on with.</exception>
    public static SurveyJournal Open(string path, RunDescription description, CountryDatabase? countries, bool resume, CommandConsole console, Func<SurveyArchive>? open = null)
    {
        open ??= () => SurveyArchive.Open(path, VersionText.Line, console.Time);
        try
        {
            bool isNew = !File.Exists(path);
            if (resume && isNew)
                throw new UsageException($"there is nothing to go on with: there is no archive {TerminalText.Quote(path)}");
            SurveyArchive archive = open();
            try
            {
                return new SurveyJournal(path, isNew, archive, description, countries, resume ? Unfinished(archive, path, description) : null, console, open);
            }
            catch
            {
                archive.Dispose();
                throw;
            }
        }
        catch (ArchiveException exception)
        {
            throw new UsageException($"cannot use the archive {TerminalText.Quote(path)}: {exception.Message}; name another with --archive, or keep nothing with --no-archive", exception);
        }
    }

    /// <summary>Takes a domain; waits where the archive is behind.</summary>
    /// <param name="report">The domain.</param>
    /// <param name="replaces">Whether it was given before, and what was said then counts no longer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArchiveException">It can no longer be written.</exception>
    public async ValueTask AddAsync(DomainReport report, bool replaces, CancellationToken cancellationToken)
    {
        try
        {
            await _reports.Writer.WriteAsync(new Entry(report, replaces), cancellationToken);
        }
        catch (ChannelClosedException)
        {
            // Tells why it is closed.
            await _writing;
            throw;
        }
    }

    /// <summary>Writes what is left.</summary>
    /// <param name="list">The list when it came to its end; null where it did not.</param>
    /// <param name="cancellationToken">Gives up waiting for room on a full disk.</param>
    /// <returns>The numbers of what is written of the run, by this survey and before; null where nothing is.</returns>
    /// <exception cref="ArchiveException">It can no longer be written.</exception>
    public async Task<SurveySummary?> CompleteAsync(DomainListTally? list, CancellationToken cancellationToken)
    {
        _reports.Writer.TryComplete();
        try
        {
            await using (cancellationToken.Register(_abandon.Cancel))
            {
                await _writing;
                if (list is not null && _writer is not null)
                    await PatientlyAsync(() => _writer!.Finish(list, _console.Time.GetUtcNow()));
            }
        }
        catch (OperationCanceledException) when (_abandon.IsCancellationRequested)
        {
            IsAbandoned = true;
            return WrittenSoFar();
        }

        if (_writer is null)
            return null;
        // What the survey no longer needs makes room for the questions.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        _archive.PrepareToSummarize();
        return ArchivedSummary.Of(_archive, _writer.Run);
    }

    public async ValueTask DisposeAsync()
    {
        _reports.Writer.TryComplete();
        await _abandon.CancelAsync();
        await ((Task)_writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _archive.Dispose();
        _abandon.Dispose();
        // A survey that came to nothing leaves nothing.
        if (_isNew && _writer is null)
            SurveyArchive.DeleteFiles(_path);
    }

    // The archive takes nothing more since the disk was full, or is closed; what was committed can be read from its file.
    private SurveySummary? WrittenSoFar()
    {
        if (_writer is not { Run: var run })
            return null;
        _archive.Dispose();
        try
        {
            using SurveyArchive written = SurveyArchive.OpenToRead(_path);
            return ArchivedSummary.Of(written, run);
        }
        catch (ArchiveException)
        {
            // Whoever holds it up now, the numbers of this survey alone are known.
            return null;
        }
    }

    private static ArchivedRun Unfinished(SurveyArchive archive, string path, RunDescription description)
    {
        ArchivedRun? run = archive.Runs().LastOrDefault(known => known.JudgedFrom is null);
        if (run is null || run.Finished is not null)
            throw new UsageException($"there is nothing to go on with: {(run is null ? "no survey" : "every survey")} in {TerminalText.Quote(path)} {(run is null ? "was begun" : "is finished")}");
        bool isSame = string.Equals(run.Description.ListDigest, description.ListDigest, StringComparison.Ordinal)
            && (description.ListDigest is not null || string.Equals(run.Description.List, description.List, StringComparison.Ordinal));
        if (!isSame)
            throw new UsageException($"run {run.Number} in {TerminalText.Quote(path)} is of another list ({TerminalText.Escape(run.Description.List)}), or the list has changed since");
        if (!string.Equals(run.Description.Options, description.Options, StringComparison.Ordinal))
            throw new UsageException($"run {run.Number} in {TerminalText.Quote(path)} was begun with {Named(run.Description.Options)}, not {Named(description.Options)}");
        return run;
    }

    private static string Named(string options) => options.Length == 0 ? "no options" : TerminalText.Quote(options);

    private async Task WriteAllAsync()
    {
        try
        {
            var batch = new List<Entry>();
            while (await _reports.Reader.WaitToReadAsync())
            {
                await GatherAsync(batch);
                await PatientlyAsync(() =>
                {
                    _writer ??= _archive.Begin(_description, VersionText.Line, _console.Time.GetUtcNow(), countries: _countries);
                    // Both results of a domain may have come in since.
                    Dictionary<string, DomainReport> latest = new(StringComparer.Ordinal);
                    foreach (Entry entry in batch)
                        latest[entry.Report.Facts.Domain.Text] = entry.Report;
                    _writer.Write(latest.Values, [.. batch.Where(entry => entry.Replaces).Select(entry => entry.Report.Facts.Domain.Text)]);
                });
                batch.Clear();
            }
        }
        catch (Exception exception)
        {
            // Whoever adds to it learns of it.
            _reports.Writer.TryComplete(exception);
            throw;
        }
    }

    // What comes in for a while, or until it is enough for a transaction.
    private async Task GatherAsync(List<Entry> batch)
    {
        Task enough = Task.Delay(Gathering, _console.Time);
        while (true)
        {
            while (batch.Count < LargestBatch && _reports.Reader.TryRead(out Entry? entry))
                batch.Add(entry);
            if (batch.Count == LargestBatch)
                return;
            Task<bool> more = _reports.Reader.WaitToReadAsync().AsTask();
            if (await Task.WhenAny(enough, more) == enough || !await more)
                return;
        }
    }

    // After a failure to write, DuckDB takes nothing more until the file is opened again.
    private async Task PatientlyAsync(Action write)
    {
        bool isHeldUp = false;
        for (bool waited = false; ; waited = true)
        {
            try
            {
                if (waited)
                    Reopen();
                write();
                if (waited)
                    _console.WriteError("there is room again, and the survey goes on");
                return;
            }
            catch (ArchiveException exception) when (exception.Fault == ArchiveFault.Full)
            {
                if (!waited)
                    _console.WriteError($"paused: cannot write the archive {Title}: {exception.Message}; make room, it is tried again every {Retry.TotalSeconds:0} s (Ctrl-C ends, --resume goes on)");
            }
            catch (ArchiveException exception) when (waited && exception.Fault == ArchiveFault.InUse)
            {
                // Where it could not be opened for want of room it is closed until the next try, and others may look into it.
                if (!isHeldUp)
                    _console.WriteError($"still paused: cannot open the archive {Title}: {exception.Message}");
                isHeldUp = true;
            }

            await Task.Delay(Retry, _console.Time, _abandon.Token);
        }
    }

    private void Reopen()
    {
        int? run = _writer?.Run;
        _archive.Dispose();
        _archive = _open();
        _writer = run is { } number ? _archive.Resume(_archive.Run(number), _countries) : null;
    }

    private sealed record Entry(DomainReport Report, bool Replaces);
}
