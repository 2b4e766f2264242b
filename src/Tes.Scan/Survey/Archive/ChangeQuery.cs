using System.Globalization;

namespace Tes.Scan.Survey.Archive;

/// <summary>What became of each domain from one survey to another, as SQL.</summary>
internal static class ChangeQuery
{
    // For each domain and aspect its state: good, absent, broken, or unknown where nothing can be said; and the word behind it.
    private const string States = """
        SELECT domain, 'email' AS aspect, class AS word, CASE class WHEN 'tls' THEN 'good' WHEN 'noTls' THEN 'good' WHEN 'noMx' THEN 'absent' WHEN 'inconclusive' THEN 'unknown' ELSE 'broken' END AS state
            FROM domains WHERE run = {run}
        UNION ALL SELECT domain, 'tls', class, CASE class WHEN 'tls' THEN 'good' WHEN 'noTls' THEN 'absent' WHEN 'noMx' THEN 'absent' ELSE 'unknown' END FROM domains WHERE run = {run}
        UNION ALL SELECT domain, 'dnssec', mx_security, CASE mx_security WHEN 'secure' THEN 'good' WHEN 'insecure' THEN 'absent' WHEN 'bogus' THEN 'broken' ELSE 'unknown' END
            FROM domains WHERE run = {run}
        UNION ALL SELECT d.domain, 'dane', d.delivery, CASE WHEN d.delivery = 'verified' THEN 'good' WHEN f.fails THEN 'broken' WHEN f.domain IS NOT NULL OR d.class NOT IN ('tls', 'noTls', 'noMx') THEN 'unknown' ELSE 'absent' END
            FROM domains d LEFT JOIN (SELECT domain, bool_or(state = 'fail') AS fails FROM findings WHERE run = {run} AND tag IN ('dane', 'tlsa-lookup', 'tlsa-usable') AND state IN ('fail', 'inconclusive') GROUP BY domain) f USING (domain) WHERE d.run = {run}
        UNION ALL SELECT domain, 'spf', spf, CASE spf WHEN 'published' THEN 'good' WHEN 'absent' THEN 'absent' WHEN 'unknown' THEN 'unknown' ELSE 'broken' END FROM domains WHERE run = {run}
        UNION ALL SELECT domain, 'dmarc', coalesce(dmarc_policy, dmarc), CASE dmarc WHEN 'published' THEN 'good' WHEN 'absent' THEN 'absent' WHEN 'multiple' THEN 'broken' ELSE 'unknown' END FROM domains WHERE run = {run}
        UNION ALL SELECT domain, 'mta-sts', mta_sts, CASE mta_sts WHEN 'published' THEN 'good' WHEN 'absent' THEN 'absent' WHEN 'multiple' THEN 'broken' ELSE 'unknown' END FROM domains WHERE run = {run}
        UNION ALL SELECT domain, 'tlsrpt', tlsrpt, CASE tlsrpt WHEN 'published' THEN 'good' WHEN 'absent' THEN 'absent' WHEN 'multiple' THEN 'broken' ELSE 'unknown' END FROM domains WHERE run = {run}
        """;

    // The first thing that a check says against it, in the run in which it is worse.
    private const string Causes = """
        SELECT domain, aspect, arg_min(message, rowid) AS cause FROM (
            SELECT rowid, domain, message, CASE WHEN tag IN ('mx', 'mx-records', 'mx-host', 'null-mx', 'reachable', 'smtp') THEN 'email' WHEN tag IN ('starttls') THEN 'tls'
                WHEN tag = 'dnssec-domain' THEN 'dnssec' WHEN tag IN ('dane', 'tlsa', 'tlsa-lookup', 'tlsa-usable') THEN 'dane' WHEN tag = 'spf' THEN 'spf' END AS aspect
            FROM findings WHERE run = {run} AND state IN ('fail', 'warning', 'inconclusive'))
        WHERE aspect IS NOT NULL GROUP BY domain, aspect
        """;

    private const string Changes = """
        WITH before AS ({before}), after AS ({after}), worse_before AS ({causesBefore}), worse_after AS ({causesAfter})
        SELECT domain, aspect,
            CASE WHEN a.state = 'broken' THEN 'broken' WHEN b.state = 'broken' AND a.state = 'good' THEN 'repaired' WHEN a.state = 'good' THEN 'gained' ELSE 'lost' END AS change,
            b.word AS word_before, a.word AS word_after,
            CASE WHEN a.state = 'good' THEN w.cause ELSE v.cause END AS cause
        FROM before b JOIN after a USING (domain, aspect) LEFT JOIN worse_before w USING (domain, aspect) LEFT JOIN worse_after v USING (domain, aspect)
        WHERE a.state <> b.state AND a.state <> 'unknown' AND b.state <> 'unknown'
        UNION ALL SELECT domain, 'list', 'appeared', NULL, class, NULL FROM domains WHERE {beforeFinished} AND run = {afterRun} AND domain NOT IN (SELECT domain FROM domains WHERE run = {beforeRun})
        UNION ALL SELECT domain, 'list', 'disappeared', class, NULL, NULL FROM domains WHERE {afterFinished} AND run = {beforeRun} AND domain NOT IN (SELECT domain FROM domains WHERE run = {afterRun})
        ORDER BY domain, aspect
        """;

    /// <summary>The query for two runs.</summary>
    public static string For(int before, int after) => Changes
        // What an unfinished run lacks may be still to come.
        .Replace("{beforeFinished}", Finished(before), StringComparison.Ordinal)
        .Replace("{afterFinished}", Finished(after), StringComparison.Ordinal)
        .Replace("{before}", Of(States, before), StringComparison.Ordinal)
        .Replace("{after}", Of(States, after), StringComparison.Ordinal)
        .Replace("{causesBefore}", Of(Causes, before), StringComparison.Ordinal)
        .Replace("{causesAfter}", Of(Causes, after), StringComparison.Ordinal)
        .Replace("{beforeRun}", Number(before), StringComparison.Ordinal)
        .Replace("{afterRun}", Number(after), StringComparison.Ordinal);

    private static string Finished(int run) => $"(SELECT finished IS NOT NULL FROM runs WHERE run = {Number(run)})";

    private static string Of(string template, int run) => template.Replace("{run}", Number(run), StringComparison.Ordinal);

    private static string Number(int run) => run.ToString(CultureInfo.InvariantCulture);
}
