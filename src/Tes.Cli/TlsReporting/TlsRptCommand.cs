using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Tes.Cli.CommandLine;
using Tes.Cli.Json;
using Tes.Cli.Options;
using Tes.Cli.Terminal;
using Tes.Mail.TlsReporting;

namespace Tes.Cli.TlsReporting;

/// <summary><c>tes tlsrpt</c>: reports of RFC 8460, without a network.</summary>
internal static class TlsRptCommand
{
    private const string Schema = "tes.tlsrpt.report/1";

    public static Command Create(CommandConsole console, Dictionary<Command, string[]> examples) =>
        CommandGroup.Create("tlsrpt", "Read the reports that senders make on TLS, without a network.", Report(console, examples));

    private static Command Report(CommandConsole console, Dictionary<Command, string[]> examples)
    {
        var files = new Argument<string[]>("FILE") { Description = "TLS reports: JSON, or packed with gzip; - for the standard input.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = $"Print one JSON document ({Schema})." };
        var report = new Command("report", "Add up TLS reports: sessions that succeeded and failed, and why. Exit status: 0 all files were read, 2 one was not.");
        report.Add(files);
        report.Add(json);
        report.SetAction(parsed =>
        {
            var summary = new TlsReportSummary();
            return (int)ReportInput.AddUp(console, parsed.GetRequiredValue(files), "TLS report", Add, Write);

            string? Add(byte[] octets)
            {
                if (!TlsReport.TryParse(octets, out TlsReport? read, out string? problem))
                    return problem;
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
        examples[report] = ["tes tlsrpt report reports/*.json.gz"];
        return report;
    }

    private static void WriteText(TextWriter output, TlsReportSummary summary, Palette palette)
    {
        output.WriteLine(palette.Heading($"{summary.Reports} {(summary.Reports == 1 ? "report" : "reports")}, {Time(summary.Start)} to {Time(summary.End)}"));
        if (summary.Duplicates > 0)
            output.WriteLine($"  {summary.Duplicates} more came twice");
        output.WriteLine();
        var policies = new TextTable(["from", "domain", "policy", "succeeded", "failed"]);
        foreach ((string organization, string domain, string type, long succeeded, long failed) in summary.Policies)
        {
            policies.Add(
                TableCell.Of(Text(organization)), TableCell.Of(Text(domain)), TableCell.Of(Text(type)), Number(succeeded),
                new TableCell(failed.ToString(CultureInfo.InvariantCulture), failed > 0 ? palette.Bad : palette.Quiet));
        }

        policies.Write(output, palette);
        var failures = new TextTable(["failure", "domain", "mail host", "sessions"]);
        bool hasFailures = false;
        foreach ((string domain, string resultType, string mxHost, long sessions) in summary.Failures)
        {
            failures.Add(TableCell.Of(Text(resultType)), TableCell.Of(Text(domain)), TableCell.Of(Text(mxHost)), Number(sessions));
            hasFailures = true;
        }

        if (!hasFailures)
            return;
        output.WriteLine();
        failures.Write(output, palette);
    }

    private static string Text(string text) => text.Length == 0 ? "?" : TerminalText.Shorten(text);

    private static TableCell Number(long number) => TableCell.Of(number.ToString(CultureInfo.InvariantCulture));

    private static string Time(DateTimeOffset? time) => time is { } known ? TimeText.Format(known) : "?";

    private static void WriteJson(Utf8JsonWriter json, TlsReportSummary summary)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteNumber("reports", summary.Reports);
        json.WriteNumber("duplicates", summary.Duplicates);
        json.WriteString("start", summary.Start is null ? null : Time(summary.Start));
        json.WriteString("end", summary.End is null ? null : Time(summary.End));
        json.WriteNumber("successfulSessions", summary.Policies.Sum(policy => policy.Succeeded));
        json.WriteNumber("failedSessions", summary.Policies.Sum(policy => policy.Failed));
        json.WriteStartArray("policies");
        foreach ((string organization, string domain, string type, long succeeded, long failed) in summary.Policies)
        {
            json.WriteStartObject();
            json.WriteString("organization", organization);
            json.WriteString("policyDomain", domain);
            json.WriteString("policyType", type);
            json.WriteNumber("successfulSessions", succeeded);
            json.WriteNumber("failedSessions", failed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("failures");
        foreach ((string domain, string resultType, string mxHost, long sessions) in summary.Failures)
        {
            json.WriteStartObject();
            json.WriteString("resultType", resultType);
            json.WriteString("policyDomain", domain);
            json.WriteString("receivingMxHostname", mxHost);
            json.WriteNumber("sessions", sessions);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
