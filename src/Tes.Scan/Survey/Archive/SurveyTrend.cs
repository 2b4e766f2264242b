using System.Globalization;

namespace Tes.Scan.Survey.Archive;

/// <summary>One survey as a point of a line over time.</summary>
/// <param name="Run">The run.</param>
/// <param name="Domains">Domains tested.</param>
/// <param name="WithEmail">Domains having email.</param>
/// <param name="Tls">Domains supporting TLS.</param>
/// <param name="Dnssec">Domains having email with DNSSEC.</param>
/// <param name="Dane">Domains having email with DANE.</param>
/// <param name="Dmarc">Domains with a DMARC record.</param>
/// <param name="MtaSts">Domains with an MTA-STS record.</param>
/// <param name="TlsRpt">Domains with a TLSRPT record.</param>
public sealed record SurveyTrend(ArchivedRun Run, long Domains, long WithEmail, long Tls, long Dnssec, long Dane, long Dmarc, long MtaSts, long TlsRpt)
{
    private const string Query = """
        SELECT run, count(*), count(*) FILTER (class IN ('tls', 'noTls')), count(*) FILTER (class = 'tls'),
            count(*) FILTER (class IN ('tls', 'noTls') AND mx_security = 'secure'), count(*) FILTER (class IN ('tls', 'noTls') AND delivery = 'verified'),
            count(*) FILTER (dmarc = 'published'), count(*) FILTER (mta_sts = 'published'), count(*) FILTER (tlsrpt = 'published')
        FROM domains GROUP BY run ORDER BY run
        """;

    /// <summary>The finished surveys of an archive, the oldest first; of one that was judged again, the last judgement.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="since">Only those begun then or later.</param>
    /// <exception cref="ArchiveException">The archive cannot be read.</exception>
    public static IReadOnlyList<SurveyTrend> Of(SurveyArchive archive, DateTimeOffset since)
    {
        ArgumentNullException.ThrowIfNull(archive);
        IReadOnlyList<ArchivedRun> runs = archive.Runs();
        Dictionary<int, ArchivedRun> byNumber = runs.ToDictionary(run => run.Number);
        HashSet<int> last = [.. runs.Where(run => run.Finished is not null).GroupBy(run => Original(run, byNumber).Number).Select(group => group.Max(run => run.Number))];
        return [.. archive.Read(
            Query,
            row => (Run: byNumber[row.GetInt32(0)], Counts: (long[])[.. Enumerable.Range(1, 8).Select(column => Convert.ToInt64(row.GetValue(column), CultureInfo.InvariantCulture))]))
            .Where(known => last.Contains(known.Run.Number))
            .Select(known => new SurveyTrend(
                known.Run with { Started = Original(known.Run, byNumber).Started }, known.Counts[0], known.Counts[1], known.Counts[2], known.Counts[3], known.Counts[4], known.Counts[5], known.Counts[6], known.Counts[7]))
            .Where(point => point.Run.Started >= since)
            .OrderBy(point => point.Run.Started)];
    }

    // What was judged again was seen when it was surveyed.
    private static ArchivedRun Original(ArchivedRun run, Dictionary<int, ArchivedRun> byNumber)
    {
        while (run.JudgedFrom is { } old && old < run.Number && byNumber.TryGetValue(old, out ArchivedRun? original))
            run = original;
        return run;
    }
}
