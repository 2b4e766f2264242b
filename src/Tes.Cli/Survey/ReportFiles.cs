using System.Globalization;
using System.Text;
using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Scan.Survey.Archive;
using Tes.Scan.Survey.Pictures;

namespace Tes.Cli.Survey;

/// <summary>A report as a page, and its charts as files.</summary>
internal static class ReportFiles
{
    /// <summary>Writes the page.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public static void WritePage(string path, SurveyReport report, IReadOnlyList<SurveyTrend> trend) => Write(path, output =>
    {
        var page = new ReportPage(output);
        int run = report.Run.Number;
        page.Begin(
            "Trustworthiness of mail transport",
            $"{report.Run.Description.List}: {report.Summary.Domains} domains, surveyed {TimeText.Format(report.Run.Started)} (run {run}{(report.Run.Finished is null ? ", not finished" : "")})");
        page.Figures(Figures(report));
        page.Charts(ReportPictures.Of(report).Select(chart => (chart.Svg, (string?)chart.Sql)));
        if (trend.Count > 1)
        {
            page.Heading("Over time");
            page.Charts([(ReportPictures.Trend(trend).ToSvg(), null)]);
        }

        if (report.Summary.DaneDomains.Count > 0)
        {
            page.Heading("Domains with DANE");
            page.Names($"{report.Summary.DaneDomains.Count} domains", report.Summary.DaneDomains, SurveyQueries.Dane.For(run));
        }

        page.Heading("In detail");
        foreach (QueryResult result in report.Details)
            page.Table(result.Query.Title, result.Columns, result.Rows, result.Query.For(run));
        page.End($"Made by {report.Run.Program} from its archive. Shares are of the domains or servers that the title names; “inconclusive” says that nothing could be seen, not that something is wrong.");
    });

    /// <summary>Writes each chart as an SVG file.</summary>
    /// <exception cref="UsageException">The folder cannot be written to.</exception>
    public static void WriteCharts(string folder, SurveyReport report, IReadOnlyList<SurveyTrend> trend, CommandConsole console)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"cannot write to {TerminalText.Quote(folder)}: {InputFile.Reason(folder, exception)}", exception);
        }

        IEnumerable<(string Name, string Svg)> charts = ReportPictures.Of(report).Select(chart => (chart.Name, chart.Svg));
        if (trend.Count > 1)
            charts = charts.Append(("trend", ReportPictures.Trend(trend).ToSvg()));
        foreach ((string name, string svg) in charts)
        {
            string path = Path.Combine(folder, $"{name}.svg");
            Write(path, output => output.Write(svg));
            console.Output.WriteLine(TerminalText.Escape(path));
        }
    }

    private static IEnumerable<(string Label, string Value, string Note)> Figures(SurveyReport report)
    {
        var summary = report.Summary;
        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
        static string Of(int part, int whole, string what) => Scan.Survey.SurveySummary.Share(part, whole) is { } share ? $"{ScanText.Format(share)} of {what}" : "";
        yield return ("domains having email", Text(summary.WithEmail), Of(summary.WithEmail, summary.Domains, "all"));
        yield return ("supporting TLS", Text(summary.SupportingTls), Of(summary.SupportingTls, summary.WithEmail, "those having email"));
        yield return ("with DNSSEC", Text(summary.DnssecDomains), Of(summary.DnssecDomains, summary.WithEmail, "those having email"));
        yield return ("with DANE", Text(summary.DaneDomains.Count), Of(summary.DaneDomains.Count, summary.WithEmail, "those having email"));
        yield return ("mail servers with TLS", Text(summary.ServersWithTls), Of(summary.ServersWithTls, summary.ServersWithTls + summary.ServersWithoutTls, "those that answer"));
        yield return ("offer AUTH before STARTTLS", Text(summary.AuthBeforeStartTls), Of(summary.AuthBeforeStartTls, summary.ServersWithTls, "those with TLS"));
    }

    private static void Write(string path, Action<TextWriter> write)
    {
        try
        {
            using var output = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            write(output);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"cannot write {TerminalText.Quote(path)}: {InputFile.Reason(path, exception)}", exception);
        }
    }
}
