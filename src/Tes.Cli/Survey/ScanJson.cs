using System.Text.Json;
using Tes.Cli.Options;
using Tes.Scan.Survey;
using Tes.Scan.Survey.Archive;
using Tes.Scan.Survey.Lists;

namespace Tes.Cli.Survey;

/// <summary>The <c>tes.scan/1</c> document.</summary>
internal static class ScanJson
{
    public const string Schema = "tes.scan/1";

    /// <summary>A survey that has just been made.</summary>
    public static void Write(Utf8JsonWriter json, ScanResult result)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        WriteSummary(json, result.Summary);
        WriteList(json, result.List);
        json.WriteNumber("smtpSessions", result.Sessions);
        json.WriteNumber("dnsQuestions", result.Questions);
        json.WriteNumber("elapsedMs", (long)result.Elapsed.TotalMilliseconds);
        json.WriteBoolean("stopped", result.Stopped);
        if (result.Run is { } run)
            json.WriteNumber("run", run);
        else
            json.WriteNull("run");
        json.WriteEndObject();
    }

    /// <summary>A survey out of an archive: the same numbers, and what is counted besides.</summary>
    public static void Write(Utf8JsonWriter json, SurveyReport report)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        WriteSummary(json, report.Summary);
        json.WriteNumber("run", report.Run.Number);
        json.WriteString("list", report.Run.Description.List);
        json.WriteString("started", TimeText.Format(report.Run.Started));
        json.WriteBoolean("finished", report.Run.Finished is not null);
        json.WriteStartArray("details");
        foreach (QueryResult result in report.Details)
            WriteDetail(json, result, report.Run.Number);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteDetail(Utf8JsonWriter json, QueryResult result, int run)
    {
        json.WriteStartObject();
        json.WriteString("name", result.Query.Name);
        json.WriteString("title", result.Query.Title);
        json.WriteString("sql", result.Query.For(run));
        json.WriteStartArray("rows");
        foreach (IReadOnlyList<object?> row in result.Rows)
        {
            json.WriteStartObject();
            foreach ((string column, object? value) in result.Columns.Zip(row))
            {
                if (value is long count)
                    json.WriteNumber(column, count);
                else
                    json.WriteString(column, (string?)value);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSummary(Utf8JsonWriter json, SurveySummary summary)
    {
        json.WriteNumber("domains", summary.Domains);
        json.WriteNumber("withEmail", summary.WithEmail);
        json.WriteNumber("supportingTls", summary.SupportingTls);
        json.WriteStartObject("classes");
        foreach (SurveyClass @class in Enum.GetValues<SurveyClass>())
            json.WriteNumber(@class.ToWord(), summary.Classes[@class]);
        json.WriteEndObject();
        json.WriteStartObject("inconclusive");
        foreach ((string reason, int domains) in summary.InconclusiveReasons)
            json.WriteNumber(reason, domains);
        json.WriteEndObject();
        json.WriteStartObject("tlsVersions");
        foreach ((string version, int servers) in summary.TlsVersions)
            json.WriteNumber(version, servers);
        json.WriteNumber("none", summary.ServersWithoutTls);
        json.WriteEndObject();
        json.WriteNumber("authBeforeStartTls", summary.AuthBeforeStartTls);
        json.WriteStartObject("dnssec");
        WriteShares(json, summary.DnssecDomains, summary);
        json.WriteEndObject();
        json.WriteStartObject("dane");
        WriteShares(json, summary.DaneDomains.Count, summary);
        json.WriteStartArray("names");
        foreach (string name in summary.DaneDomains)
            json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("servers");
        json.WriteNumber("withTls", summary.ServersWithTls);
        json.WriteNumber("withoutTls", summary.ServersWithoutTls);
        json.WriteNumber("inconclusive", summary.ServersInconclusive);
        json.WriteNumber("notReached", summary.ServersNotReached);
        json.WriteEndObject();
    }

    private static void WriteShares(Utf8JsonWriter json, int domains, SurveySummary summary)
    {
        json.WriteNumber("domains", domains);
        WriteShare(json, "shareOfEmail", SurveySummary.Share(domains, summary.WithEmail));
        WriteShare(json, "shareOfTls", SurveySummary.Share(domains, summary.SupportingTls));
    }

    private static void WriteShare(Utf8JsonWriter json, string name, double? share)
    {
        if (share is { } value)
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }

    private static void WriteList(Utf8JsonWriter json, DomainListTally list)
    {
        json.WriteStartObject("list");
        json.WriteNumber("lines", list.Lines);
        json.WriteNumber("duplicates", list.Duplicates);
        json.WriteNumber("badLines", list.BadLines);
        json.WriteNumber("leftOut", list.LeftOut);
        json.WriteStartArray("firstBadLines");
        foreach (BadLine bad in list.FirstBadLines)
        {
            json.WriteStartObject();
            json.WriteNumber("line", bad.Number);
            json.WriteString("text", bad.Text);
            json.WriteString("problem", bad.Problem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
