using System.CommandLine;
using Tes.Cli.Json;
using Tes.Cli.Terminal;
using Tes.Scan.Survey.Archive;

namespace Tes.Cli.Survey;

/// <summary><c>tes scan report</c>: the numbers of a survey out of its archive.</summary>
internal static class ReportCommand
{
    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var run = new RunArgument("Number of the survey. Default: the last.");
        var archive = new ArchiveOptions();
        var json = new Option<bool>("--json") { Description = $"Print one JSON document ({ScanJson.Schema})." };
        var sql = new Option<bool>("--sql") { Description = "Print the query behind every number, to be given to DuckDB." };
        var html = new Option<string?>("--html") { Description = "Write the report as a page that stands alone, with charts.", HelpName = "FILE" };
        var pictures = new Option<string?>("--pictures") { Description = "Write the charts as SVG and PNG files.", HelpName = "FOLDER" };
        var report = new Command("report", "Report on a survey: the classes of domains, TLS versions, DNSSEC and DANE, and what domains publish, by provider, top-level domain and country.");
        run.AddTo(report);
        archive.AddTo(report);
        report.Add(json);
        report.Add(sql);
        report.Add(html);
        report.Add(pictures);
        report.SetAction(parsed =>
        {
            using SurveyArchive opened = archive.OpenToRead(parsed);
            var found = SurveyReport.Of(opened, ArchiveOptions.Find(opened, run.Number(parsed), archive.Path(parsed)));
            IReadOnlyList<SurveyTrend> trend = SurveyTrend.Of(opened, DateTimeOffset.MinValue);
            if (parsed.GetValue(html) is { } page)
                ReportFiles.WritePage(page, found, trend);
            if (parsed.GetValue(pictures) is { } folder)
                ReportFiles.WriteCharts(folder, found, trend, console);
            if (parsed.GetValue(json))
                JsonDocumentWriter.Write(console.Output, indented: true, document => ScanJson.Write(document, found));
            else if (parsed.GetValue(html) is null && parsed.GetValue(pictures) is null)
                ReportText.Write(console, found, withSql: parsed.GetValue(sql));
            return (int)ExitStatus.Good;
        });
        examples[report] = ["tes scan report", "tes scan report 3 --json", "tes scan report 3 --sql", "tes scan report --html report.html --pictures charts"];
        return report;
    }
}
