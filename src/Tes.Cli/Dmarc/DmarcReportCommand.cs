using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Tes.Cli.Json;
using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Mail.Dmarc.Reports;

namespace Tes.Cli.Dmarc;

/// <summary><c>tes dmarc report</c>: aggregate reports of any number of files, added up.</summary>
internal static class DmarcReportCommand
{
    private const string Schema = "tes.dmarc.report/1";

    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var files = new Argument<string[]>("FILE") { Description = "Aggregate reports: XML, gzip or ZIP; - for the standard input.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = $"Print one JSON document ({Schema})." };
        var report = new Command("report", "Add up aggregate reports: who sent how much mail from which domain, and what passed. Exit status: 0 all files were read, 2 one was not.");
        report.Add(files);
        report.Add(json);
        report.SetAction(parsed =>
        {
            var summary = new AggregateSummary();
            return (int)ReportInput.AddUp(console, parsed.GetRequiredValue(files), "aggregate report", Add, Write);

            string? Add(byte[] octets)
            {
                if (!AggregateReport.TryParse(octets, out IReadOnlyList<AggregateReport>? reports, out string? problem))
                    return problem;
                foreach (AggregateReport read in reports)
                    summary.Add(read);
                return null;
            }

            void Write()
            {
                if (parsed.GetValue(json))
                    JsonDocumentWriter.Write(console.Output, indented: true, document => WriteJson(document, summary));
                else
                    WriteText(console.Output, summary, new Palette(console.Color));
            }
        });
        examples[report] = ["tes dmarc report reports/*.xml.gz", "tes dmarc report google.com!example.org!1764201600!1764287999.zip --json"];
        return report;
    }

    private static void WriteText(TextWriter output, AggregateSummary summary, Palette palette)
    {
        IReadOnlyList<AggregateSource> sources = summary.Sources;
        long messages = sources.Sum(source => source.Messages);
        output.WriteLine(palette.Heading($"{summary.Reports} {(summary.Reports == 1 ? "report" : "reports")}, {Time(summary.Begin)} to {Time(summary.End)}"));
        if (summary.Duplicates > 0)
            output.WriteLine($"  {summary.Duplicates} more came twice");
        output.WriteLine($"  from: {string.Join(", ", summary.Organizations.Select(TerminalText.Shorten))}");
        output.WriteLine($"  {messages} messages, {sources.Sum(source => source.Passed)} passed DMARC");
        if (sources.Count == 0)
            return;
        output.WriteLine();
        var table = new TextTable(["source", "domain", "messages", "pass", "fail", "dkim", "spf", "quarantine", "reject"]);
        foreach (AggregateSource source in sources)
        {
            long failed = source.Messages - source.Passed;
            table.Add(
                TableCell.Of(source.Address?.ToString() ?? "?"),
                TableCell.Of(TerminalText.Shorten(source.Domain)),
                Number(source.Messages),
                Number(source.Passed),
                new TableCell(failed.ToString(CultureInfo.InvariantCulture), failed > 0 ? palette.Bad : palette.Quiet),
                Number(source.DkimAligned),
                Number(source.SpfAligned),
                Number(source.Quarantined),
                Number(source.Rejected));
        }

        table.Write(output, palette);
        DmarcReportChart.Write(output, [.. summary.Days], palette);
    }

    private static TableCell Number(long number) => TableCell.Of(number.ToString(CultureInfo.InvariantCulture));

    private static string Time(DateTimeOffset? time) => time is { } known ? TimeText.Format(known) : "?";

    private static void WriteJson(Utf8JsonWriter json, AggregateSummary summary)
    {
        IReadOnlyList<AggregateSource> sources = summary.Sources;
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteNumber("reports", summary.Reports);
        json.WriteNumber("duplicates", summary.Duplicates);
        json.WriteString("begin", summary.Begin is null ? null : Time(summary.Begin));
        json.WriteString("end", summary.End is null ? null : Time(summary.End));
        json.WriteStartArray("organizations");
        foreach (string organization in summary.Organizations)
            json.WriteStringValue(organization);
        json.WriteEndArray();
        json.WriteNumber("messages", sources.Sum(source => source.Messages));
        json.WriteNumber("passed", sources.Sum(source => source.Passed));
        json.WriteStartArray("sources");
        foreach (AggregateSource source in sources)
        {
            json.WriteStartObject();
            json.WriteString("ip", source.Address?.ToString());
            json.WriteString("domain", source.Domain);
            json.WriteNumber("messages", source.Messages);
            json.WriteNumber("passed", source.Passed);
            json.WriteNumber("dkimAligned", source.DkimAligned);
            json.WriteNumber("spfAligned", source.SpfAligned);
            json.WriteNumber("quarantined", source.Quarantined);
            json.WriteNumber("rejected", source.Rejected);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("days");
        foreach (AggregateDay day in summary.Days)
        {
            json.WriteStartObject();
            json.WriteString("day", day.Day.ToString("O", CultureInfo.InvariantCulture));
            json.WriteNumber("messages", day.Messages);
            json.WriteNumber("passed", day.Passed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
