using System.Globalization;
using Tes.Scan.Survey.Pictures;

namespace Tes.Scan.Survey.Archive;

/// <summary>The charts and the page of a report.</summary>
public static class ReportPictures
{
    private static readonly (SurveyClass Class, string Title, Meaning Meaning)[] Classes =
    [
        (SurveyClass.Tls, "OK with TLS", Meaning.Good),
        (SurveyClass.NoTls, "OK, no TLS", Meaning.Weak),
        (SurveyClass.Unresponsive, "unresponsive mail servers", Meaning.Bad),
        (SurveyClass.NoMx, "no MX records", Meaning.Neutral),
        (SurveyClass.BogusMx, "MX records invalid under DNSSEC", Meaning.Bad),
        (SurveyClass.NonExistingMx, "non-existing MX hostnames", Meaning.Bad),
        (SurveyClass.Inconclusive, "inconclusive", Meaning.Neutral),
    ];

    private static readonly (string Label, Meaning Meaning, Func<SurveyTrend, long> Part, Func<SurveyTrend, long> Whole)[] Lines =
    [
        ("email", Meaning.Neutral, point => point.WithEmail, point => point.Domains),
        ("TLS", Meaning.Good, point => point.Tls, point => point.WithEmail),
        ("DNSSEC", Meaning.Plain, point => point.Dnssec, point => point.WithEmail),
        ("DANE", Meaning.Good, point => point.Dane, point => point.WithEmail),
        ("DMARC", Meaning.Plain, point => point.Dmarc, point => point.Domains),
        ("MTA-STS", Meaning.Weak, point => point.MtaSts, point => point.Domains),
        ("TLSRPT", Meaning.Bad, point => point.TlsRpt, point => point.Domains),
    ];

    // Those that the slides have.
    private const int ChartsOfSummary = 4;

    /// <summary>The charts, each with a name for files and the query behind it.</summary>
    /// <param name="report">The survey.</param>
    /// <param name="trend">All surveys, for a chart over time where there are two or more.</param>
    public static IReadOnlyList<(string Name, Chart Chart, string? Sql)> Charts(SurveyReport report, IReadOnlyList<SurveyTrend> trend)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(trend);
        SurveySummary summary = report.Summary;
        int run = report.Run.Number;
        string domains = $"{Count(summary.Domains)} domains", answering = $"{Count(summary.ServersWithTls + summary.ServersWithoutTls)} mail servers that answer";
        List<(string, Chart, string?)> charts =
        [
            ("domains", new PieChart(SurveyQueries.Classes.Title, domains, [.. Classes.Select(known => new Slice(known.Title, summary.Classes[known.Class], known.Meaning))]), SurveyQueries.Classes.For(run)),
            ("tls-versions", new PieChart(
                SurveyQueries.TlsVersions.Title, answering,
                [.. summary.TlsVersions.Select(version => new Slice(version.Key, version.Value, MeaningOf(version.Key))), new Slice("no TLS", summary.ServersWithoutTls, Meaning.Bad)]), SurveyQueries.TlsVersions.For(run)),
            ("auth-before-starttls", new PieChart(
                SurveyQueries.AuthBeforeStartTls.Title, $"{Count(summary.ServersWithTls)} mail servers with TLS",
                [new Slice("not offered", summary.ServersWithTls - summary.AuthBeforeStartTls, Meaning.Good), new Slice("offered", summary.AuthBeforeStartTls, Meaning.Bad)]), SurveyQueries.AuthBeforeStartTls.For(run)),
            ("dnssec-dane", new BarChart(
                "DNSSEC and DANE", $"of {Count(summary.WithEmail)} domains having email",
                [new Slice("supporting TLS", summary.SupportingTls), new Slice("with DNSSEC", summary.DnssecDomains, Meaning.Good), new Slice("with DANE", summary.DaneDomains.Count, Meaning.Good)],
                summary.WithEmail), $"{SurveyQueries.Dnssec.For(run)};\n{SurveyQueries.Dane.For(run)}"),
            .. report.Details.Where(IsWordsAndCounts).Select(known => (FileName(known.Query.Name), (Chart)Bars(known, domains, summary.Domains), (string?)known.Query.For(run))),
        ];
        if (trend.Count > 1)
            charts.Add(("trend", Trend(trend), null));
        return charts;
    }

    /// <summary>The page.</summary>
    public static ReportPage Page(SurveyReport report, IReadOnlyList<SurveyTrend> trend)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(trend);
        SurveySummary summary = report.Summary;
        int run = report.Run.Number;
        List<ReportSection> sections = [new("At a glance", [Figures(summary, run)])];
        IReadOnlyList<(string Name, Chart Chart, string? Sql)> charts = Charts(report, trend);
        sections.Add(Section("Mail transport", charts.Take(ChartsOfSummary)));
        sections.Add(Section("What senders do, and what domains publish", charts.Skip(ChartsOfSummary).Where(known => known.Sql is not null)));
        sections.Add(Section("Over time", charts.Where(known => known.Sql is null)));
        sections.RemoveAll(section => section.Blocks is [ReportBlock.Charts { Items.Count: 0 }]);
        if (summary.DaneDomains.Count > 0)
            sections.Add(new ReportSection("Domains with DANE", [new ReportBlock.Names("Domains", summary.DaneDomains.Count, summary.DaneDomains, SurveyQueries.Dane.For(run))]));
        sections.AddRange(report.Details.Where(result => !IsWordsAndCounts(result)).Select(result => new ReportSection(result.Query.Title, [Table(result, run)])));
        return new ReportPage(
            "Trustworthiness of mail transport",
            string.Create(CultureInfo.InvariantCulture, $"{report.Run.Description.List}: {summary.Domains} domains, surveyed {report.Run.Started.UtcDateTime:yyyy-MM-dd HH:mm} UTC, run {run}{(report.Run.Finished is null ? ", not finished" : "")}"),
            sections,
            $"Made by {report.Run.Program} from its archive. Inconclusive says that nothing could be seen, not that something is wrong.");
    }

    private static ReportSection Section(string heading, IEnumerable<(string Name, Chart Chart, string? Sql)> charts)
    {
        (string Name, Chart Chart, string? Sql)[] all = [.. charts];
        string sql = string.Join(";\n\n", all.Where(known => known.Sql is not null).Select(known => $"-- {known.Chart.Title}\n{known.Sql}"));
        return new ReportSection(heading, [new ReportBlock.Charts([.. all.Select(known => known.Chart)], sql.Length == 0 ? null : sql)]);
    }

    private static ReportBlock.Figures Figures(SurveySummary summary, int run)
    {
        static KeyFigure Figure(string label, int part, int whole, string of, string sql) => new(label, part, SurveySummary.Share(part, whole), of, sql);
        int answering = summary.ServersWithTls + summary.ServersWithoutTls;
        return new ReportBlock.Figures(
        [
            Figure("domains having email", summary.WithEmail, summary.Domains, "all", SurveyQueries.Classes.For(run)),
            Figure("supporting TLS", summary.SupportingTls, summary.WithEmail, "those having email", SurveyQueries.Classes.For(run)),
            Figure("with DNSSEC", summary.DnssecDomains, summary.WithEmail, "those having email", SurveyQueries.Dnssec.For(run)),
            Figure("with DANE", summary.DaneDomains.Count, summary.WithEmail, "those having email", SurveyQueries.Dane.For(run)),
            Figure("mail servers with TLS", summary.ServersWithTls, answering, "those that answer", SurveyQueries.Servers.For(run)),
            Figure("offer AUTH before STARTTLS", summary.AuthBeforeStartTls, summary.ServersWithTls, "those with TLS", SurveyQueries.AuthBeforeStartTls.For(run)),
        ]);
    }

    private static ReportBlock.Table Table(QueryResult result, int run) => new(
        result.Query.Title,
        [.. result.Columns.Select((name, column) => new ReportColumn(name, result.Rows.All(row => row[column] is long) ? TextAlign.End : TextAlign.Start))],
        result.Rows.Select(row => (IReadOnlyList<string>)[.. row.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")]),
        result.Query.For(run));

    private static TrendChart Trend(IReadOnlyList<SurveyTrend> points) => new(
        "Over time", "shares of the domains having email; email, DMARC, MTA-STS and TLSRPT of all",
        [.. Lines.Select(line => new TrendSeries(line.Label, [.. points.Where(point => line.Whole(point) > 0).Select(point => new TrendPoint(point.Run.Started, 100.0 * line.Part(point) / line.Whole(point)))], line.Meaning))],
        "%");

    // Those that are words with one count each.
    private static bool IsWordsAndCounts(QueryResult result) => result.Columns.Count == 2;

    private static BarChart Bars(QueryResult result, string domains, int whole) =>
        new(result.Query.Title, domains, [.. result.Rows.Select(row => new Slice((string?)row[0] ?? "", (long)row[1]!))], whole);

    private static string FileName(string name) => string.Concat(name.Select(letter => char.IsAsciiLetterUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : letter.ToString()));

    private static string Count(int count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static Meaning MeaningOf(string version) => version switch
    {
        "TLSv1.3" or "TLSv1.2" => Meaning.Good,
        _ => Meaning.Weak,
    };
}
