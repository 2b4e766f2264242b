namespace Tes.Scan.Survey.Archive;

/// <summary>The questions behind every number of a report.</summary>
public static class SurveyQueries
{
    // Own limit: a table, not a list of all.
    private const string Largest = "LIMIT 25";

    /// <summary>Domains of each class.</summary>
    public static SurveyQuery Classes { get; } = new("classes", "Domains supporting encrypted mail", "SELECT class, count(*) AS domains FROM domains WHERE run = {run} GROUP BY class ORDER BY domains DESC, class");

    /// <summary>Mail servers with TLS, by version.</summary>
    public static SurveyQuery TlsVersions { get; } = new("tlsVersions", "TLS support on mail servers", "SELECT protocol, count(*) AS servers FROM addresses WHERE run = {run} AND progress = 3 GROUP BY protocol ORDER BY protocol DESC");

    /// <summary>Mail servers by how far a session came: 0 no connection, 1 nothing of use, 2 no TLS, 3 TLS.</summary>
    public static SurveyQuery Servers { get; } = new("servers", "Mail servers", "SELECT progress, count(*) AS servers FROM addresses WHERE run = {run} GROUP BY progress ORDER BY progress");

    /// <summary>Mail servers with TLS that offer AUTH before it.</summary>
    public static SurveyQuery AuthBeforeStartTls { get; } = new("authBeforeStartTls", "AUTH before STARTTLS", "SELECT count(*) AS servers FROM addresses WHERE run = {run} AND progress = 3 AND auth_before_tls");

    /// <summary>Domains having email with secure MX records.</summary>
    public static SurveyQuery Dnssec { get; } = new("dnssec", "Domains with DNSSEC", "SELECT count(*) AS domains FROM domains WHERE run = {run} AND class IN ('tls', 'noTls') AND mx_security = 'secure'");

    /// <summary>Domains with DANE.</summary>
    public static SurveyQuery Dane { get; } = new("dane", "Domains with DANE", "SELECT domain FROM domains WHERE run = {run} AND class IN ('tls', 'noTls') AND delivery = 'verified' ORDER BY domain");

    /// <summary>What a sender with opportunistic DANE does, for domains having email.</summary>
    public static SurveyQuery Deliveries { get; } = new("deliveries", "Delivery by a sender with DANE", "SELECT delivery, count(*) AS domains FROM domains WHERE run = {run} AND class IN ('tls', 'noTls') GROUP BY delivery ORDER BY domains DESC, delivery");

    /// <summary>Domains with an error or warning about TLSA records or DANE, by check.</summary>
    public static SurveyQuery DaneErrors { get; } = new("daneErrors",
        "DANE errors by cause",
        "SELECT tag, state, count(DISTINCT domain) AS domains FROM findings WHERE run = {run} AND tag IN ('tlsa-lookup', 'tlsa-insecure', 'tlsa-usable', 'tlsa-digest', 'dane', 'dane-expiry', 'dane-coverage') "
        + "AND state IN ('fail', 'warning', 'inconclusive') GROUP BY tag, state ORDER BY domains DESC, tag, state");

    /// <summary>SPF records.</summary>
    public static SurveyQuery Spf { get; } = new("spf", "SPF records", "SELECT spf, count(*) AS domains FROM domains WHERE run = {run} GROUP BY spf ORDER BY domains DESC, spf");

    /// <summary>What SPF records end with.</summary>
    public static SurveyQuery SpfPolicies { get; } = new("spfPolicies", "SPF policies", "SELECT coalesce(spf_all || 'all', 'no all') AS policy, count(*) AS domains FROM domains WHERE run = {run} AND spf = 'published' GROUP BY policy ORDER BY domains DESC, policy");

    /// <summary>DMARC records.</summary>
    public static SurveyQuery Dmarc { get; } = new("dmarc", "DMARC records", "SELECT dmarc, count(*) AS domains FROM domains WHERE run = {run} AND dmarc IS NOT NULL GROUP BY dmarc ORDER BY domains DESC, dmarc");

    /// <summary>DMARC policies.</summary>
    public static SurveyQuery DmarcPolicies { get; } = new("dmarcPolicies", "DMARC policies", "SELECT coalesce(dmarc_policy, 'no valid p') AS policy, count(*) AS domains FROM domains WHERE run = {run} AND dmarc = 'published' GROUP BY policy ORDER BY domains DESC, policy");

    /// <summary>MTA-STS records.</summary>
    public static SurveyQuery MtaSts { get; } = new("mtaSts", "MTA-STS records", "SELECT mta_sts, count(*) AS domains FROM domains WHERE run = {run} AND mta_sts IS NOT NULL GROUP BY mta_sts ORDER BY domains DESC, mta_sts");

    /// <summary>TLSRPT records.</summary>
    public static SurveyQuery TlsRpt { get; } = new("tlsRpt", "TLSRPT records", "SELECT tlsrpt, count(*) AS domains FROM domains WHERE run = {run} AND tlsrpt IS NOT NULL GROUP BY tlsrpt ORDER BY domains DESC, tlsrpt");

    /// <summary>Domains having email by provider of the first MX host.</summary>
    public static SurveyQuery Providers { get; } = new("providers", "By provider", ByColumn("provider"));

    /// <summary>Domains having email by TLD.</summary>
    public static SurveyQuery TopLevelDomains { get; } = new("topLevelDomains", "By top-level domain", ByColumn("tld"));

    /// <summary>
    /// Domains having email by the country of the first of their mail servers that answers, as senders try them. One that is in no country
    /// decides as well: arg_min would pass over its null.
    /// </summary>
    public static SurveyQuery Countries { get; } = new("countries", "By country of the first mail server", ByColumn(
        "country",
        "domains JOIN (SELECT a.domain, nullif(arg_min(coalesce(s.country, ''), a.position * 1000000000000 + a.rowid), '') AS country FROM domain_addresses a JOIN sessions s USING (run, session) "
        + "WHERE a.run = {run} AND s.progress >= 2 GROUP BY a.domain) USING (domain)"));

    /// <summary>Mail servers that answer, by country.</summary>
    public static SurveyQuery ServerCountries { get; } = new("serverCountries", "Mail servers by country",
        "SELECT country, count(*) AS servers, count(*) FILTER (progress = 3) AS tls, count(d.ip) AS dane FROM addresses a "
        + "LEFT JOIN (SELECT DISTINCT ip FROM domain_addresses WHERE run = {run} AND dane = 'match') d ON d.ip = a.ip "
        + $"WHERE run = {{run}} AND progress >= 2 AND country IS NOT NULL GROUP BY country ORDER BY servers DESC, country {Largest}");

    /// <summary>Why domains are inconclusive.</summary>
    public static SurveyQuery Inconclusive { get; } = new("inconclusive", "Inconclusive by reason", "SELECT reason, count(*) AS domains FROM domains WHERE run = {run} AND class = 'inconclusive' AND reason IS NOT NULL GROUP BY reason ORDER BY domains DESC, reason");

    private static string ByColumn(string column, string domains = "domains") =>
        $"SELECT {column}, count(*) AS domains, count(*) FILTER (class = 'tls') AS tls, count(*) FILTER (mx_security = 'secure') AS dnssec, count(*) FILTER (delivery = 'verified') AS dane "
        + $"FROM {domains} WHERE run = {{run}} AND class IN ('tls', 'noTls') AND {column} IS NOT NULL GROUP BY {column} ORDER BY domains DESC, {column} {Largest}";
}
