namespace Tes.Scan.Survey.Archive;

/// <summary>The numbers of a survey out of an archive: the same as <see cref="SurveyStatistics"/> adds up on the way.</summary>
public static class ArchivedSummary
{
    /// <summary>The numbers of a run.</summary>
    /// <exception cref="ArchiveException">The archive cannot be read.</exception>
    public static SurveySummary Of(SurveyArchive archive, int run)
    {
        ArgumentNullException.ThrowIfNull(archive);
        Dictionary<SurveyClass, int> classes = Enum.GetValues<SurveyClass>().ToDictionary(known => known, _ => 0);
        foreach ((string word, int domains) in Counts(archive, SurveyQueries.Classes, run))
        {
            if (SurveyClassWord.FromWord(word) is not { } known)
                throw new ArchiveException(ArchiveFault.NotAnArchive, $"'{word}' is no class of domains");
            classes[known] = domains;
        }

        Dictionary<int, int> servers = archive.Read(SurveyQueries.Servers.For(run), row => (row.GetInt32(0), (int)row.GetInt64(1))).ToDictionary();
        return new SurveySummary
        {
            Domains = classes.Values.Sum(),
            Classes = classes,
            InconclusiveReasons = [.. Counts(archive, SurveyQueries.Inconclusive, run).Select(known => KeyValuePair.Create(known.Word, known.Count))],
            TlsVersions = [.. Counts(archive, SurveyQueries.TlsVersions, run).Select(known => KeyValuePair.Create(known.Word, known.Count))],
            ServersWithoutTls = servers.GetValueOrDefault((int)ServerProgress.Answered),
            AuthBeforeStartTls = (int)archive.Read(SurveyQueries.AuthBeforeStartTls.For(run), row => row.GetInt64(0))[0],
            ServersNotReached = servers.GetValueOrDefault((int)ServerProgress.None),
            ServersInconclusive = servers.GetValueOrDefault((int)ServerProgress.Connected),
            DnssecDomains = (int)archive.Read(SurveyQueries.Dnssec.For(run), row => row.GetInt64(0))[0],
            DaneDomains = archive.Read(SurveyQueries.Dane.For(run), row => row.GetString(0)),
        };
    }

    /// <summary>What a query with one word and one count in each row gives.</summary>
    public static IReadOnlyList<(string Word, int Count)> Counts(SurveyArchive archive, SurveyQuery query, int run)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(query);
        return archive.Read(query.For(run), row => (row.GetString(0), (int)row.GetInt64(1)));
    }
}
