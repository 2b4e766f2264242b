namespace Tes.Scan.Survey.Archive;

/// <summary>What there is to say about a survey.</summary>
/// <param name="Run">The run.</param>
/// <param name="Summary">The numbers of the slides.</param>
/// <param name="Details">What is counted besides, for the present day; those with rows only.</param>
public sealed record SurveyReport(ArchivedRun Run, SurveySummary Summary, IReadOnlyList<QueryResult> Details)
{
    /// <summary>The queries behind <see cref="Summary"/>.</summary>
    public static IReadOnlyList<SurveyQuery> SummaryQueries { get; } =
        [SurveyQueries.Classes, SurveyQueries.TlsVersions, SurveyQueries.Servers, SurveyQueries.AuthBeforeStartTls, SurveyQueries.Dnssec, SurveyQueries.Dane];

    private static SurveyQuery[] DetailQueries { get; } =
    [
        SurveyQueries.Deliveries, SurveyQueries.DaneErrors, SurveyQueries.Spf, SurveyQueries.SpfPolicies, SurveyQueries.Dmarc, SurveyQueries.DmarcPolicies, SurveyQueries.MtaSts,
        SurveyQueries.TlsRpt, SurveyQueries.Providers, SurveyQueries.TopLevelDomains, SurveyQueries.Countries, SurveyQueries.ServerCountries, SurveyQueries.Inconclusive,
    ];

    /// <summary>Reads it out of an archive.</summary>
    /// <exception cref="ArchiveException">The archive cannot be read.</exception>
    public static SurveyReport Of(SurveyArchive archive, ArchivedRun run)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(run);
        return new SurveyReport(
            run,
            ArchivedSummary.Of(archive, run.Number),
            [.. DetailQueries.Select(query => QueryResult.Of(archive, query, run.Number)).Where(result => result.Rows.Count > 0)]);
    }
}
