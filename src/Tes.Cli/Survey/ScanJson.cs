using System.Text.Json;
using Tes.Scan.Survey;
using Tes.Scan.Survey.Lists;

namespace Tes.Cli.Survey;

/// <summary>The <c>tes.scan/1</c> document.</summary>
internal static class ScanJson
{
    public const string Schema = "tes.scan/1";

    public static void Write(Utf8JsonWriter json, ScanResult result)
    {
        SurveySummary summary = result.Summary;
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteNumber("domains", summary.Domains);
        json.WriteNumber("withEmail", summary.WithEmail);
        json.WriteNumber("supportingTls", summary.SupportingTls);
        json.WriteStartObject("classes");
        foreach (SurveyClass @class in Enum.GetValues<SurveyClass>())
            json.WriteNumber(@class.ToWord(), summary.Classes[@class]);
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
