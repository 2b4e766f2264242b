using Tes.Scan.Survey.Pictures;

namespace Tes.Scan.Survey.Archive;

/// <summary>The charts of a report.</summary>
public static class ReportPictures
{
    private static readonly (SurveyClass Class, string Title, Paint Paint)[] Classes =
    [
        (SurveyClass.Tls, "OK with TLS", Paint.Good),
        (SurveyClass.NoTls, "OK, no TLS", Paint.Poor),
        (SurveyClass.Unresponsive, "unresponsive mail servers", Paint.Other),
        (SurveyClass.NoMx, "no MX records", Paint.Neutral),
        (SurveyClass.BogusMx, "MX records invalid under DNSSEC", Paint.Bad),
        (SurveyClass.NonExistingMx, "non-existing MX hostnames", Paint.Special),
        (SurveyClass.Inconclusive, "inconclusive", Paint.Unknown),
    ];

    /// <summary>The charts, each with a name for files and the query behind it.</summary>
    public static IReadOnlyList<(string Name, string Svg, string Sql)> Of(SurveyReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        SurveySummary summary = report.Summary;
        int run = report.Run.Number;
        var classes = new PieChart("Domains supporting encrypted mail", "domains", [.. Classes.Select(known => new ChartValue(known.Title, summary.Classes[known.Class], known.Paint))]);
        var versions = new PieChart(
            "TLS support on mail servers", "mail servers",
            [.. summary.TlsVersions.Select(version => new ChartValue(version.Key, version.Value, PaintOf(version.Key))), new ChartValue("no TLS", summary.ServersWithoutTls, Paint.Bad)]);
        var auth = new PieChart(
            "AUTH before STARTTLS, of mail servers with TLS", "mail servers",
            [new ChartValue("not offered", summary.ServersWithTls - summary.AuthBeforeStartTls, Paint.Good), new ChartValue("offered: passwords can be read", summary.AuthBeforeStartTls, Paint.Bad)]);
        var shares = new BarChart(
            "Of the domains having email", "domains",
            [
                new ChartValue("having email", summary.WithEmail, Paint.Neutral),
                new ChartValue("supporting TLS", summary.SupportingTls, Paint.Fair),
                new ChartValue("with DNSSEC", summary.DnssecDomains, Paint.Good),
                new ChartValue("with DANE", summary.DaneDomains.Count, Paint.Good),
            ],
            summary.WithEmail);
        return
        [
            ("domains", classes.ToSvg(), SurveyQueries.Classes.For(run)),
            ("tls-versions", versions.ToSvg(), SurveyQueries.TlsVersions.For(run)),
            ("auth-before-starttls", auth.ToSvg(), SurveyQueries.AuthBeforeStartTls.For(run)),
            ("dnssec-dane", shares.ToSvg(), $"{SurveyQueries.Dnssec.For(run)};\n{SurveyQueries.Dane.For(run)}"),
            .. Details(report).Select(known => (FileName(known.Query.Name), Bars(known, summary.Domains).ToSvg(), known.Query.For(run))),
        ];
    }

    /// <summary>A chart of shares over time.</summary>
    public static TrendChart Trend(IReadOnlyList<SurveyTrend> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        TrendLine Line(string label, Paint paint, Func<SurveyTrend, long> part, Func<SurveyTrend, long> whole) =>
            new(label, paint, [.. points.Select(point => SurveySummary.Share((int)part(point), (int)whole(point)))]);
        return new TrendChart("Shares over time", [.. points.Select(point => point.Run.Started)],
        [
            Line("email", Paint.Unknown, point => point.WithEmail, point => point.Domains),
            Line("TLS", Paint.Fair, point => point.Tls, point => point.WithEmail),
            Line("DNSSEC", Paint.Neutral, point => point.Dnssec, point => point.WithEmail),
            Line("DANE", Paint.Good, point => point.Dane, point => point.WithEmail),
            Line("DMARC", Paint.Poor, point => point.Dmarc, point => point.Domains),
            Line("MTA-STS", Paint.Other, point => point.MtaSts, point => point.Domains),
            Line("TLSRPT", Paint.Bad, point => point.TlsRpt, point => point.Domains),
        ]);
    }

    private static string FileName(string name) => string.Concat(name.Select(letter => char.IsAsciiLetterUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : letter.ToString()));

    // Those that are words with one count each.
    private static IEnumerable<QueryResult> Details(SurveyReport report) => report.Details.Where(result => result.Columns.Count == 2);

    private static BarChart Bars(QueryResult result, int whole) => new(
        result.Query.Title, "domains", [.. result.Rows.Select(row => new ChartValue((string?)row[0] ?? "", (long)row[1]!, Paint.Neutral))], whole);

    private static Paint PaintOf(string version) => version switch
    {
        "TLSv1.3" => Paint.Good,
        "TLSv1.2" => Paint.Fair,
        "TLSv1.1" => Paint.Special,
        _ => Paint.Poor,
    };
}
