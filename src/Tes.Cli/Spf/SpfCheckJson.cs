using System.Text.Json;
using Tes.Cli.Resolution;
using Tes.Dns.Iana;
using Tes.Dns.Resolution;
using Tes.Mail.Spf.Evaluation;
using Tes.Scan.Reports;

namespace Tes.Cli.Spf;

/// <summary>An evaluation as <c>tes.spf.check/1</c>.</summary>
internal static class SpfCheckJson
{
    public const string Schema = "tes.spf.check/1";

    public static void Write(Utf8JsonWriter json, SpfEvaluation evaluation, SpfRequest request, ResolutionPath resolution)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        WriteEvaluation(json, evaluation, request);
        resolution.WriteTo(json);
        json.WriteEndObject();
    }

    /// <summary>The properties of an evaluation, trace included.</summary>
    public static void WriteEvaluation(Utf8JsonWriter json, SpfEvaluation evaluation, SpfRequest request)
    {
        json.WriteString("result", SpfWords.Of(evaluation.Result));
        json.WriteString("explanation", evaluation.Explanation.Text);
        json.WriteString("explanationProblem", evaluation.Explanation.Problem);
        json.WriteString("reason", SpfTraceWords.ReasonOf(evaluation.Decision));
        json.WriteString("identity", SpfWords.Of(evaluation.Identity));
        json.WriteString("domain", evaluation.Domain);
        json.WriteString("security", evaluation.Security is { } security ? ReportWords.Of(security) : null);
        json.WriteString("matched", evaluation.Matched?.Term);
        json.WriteNumber("lookups", evaluation.LookupTerms);
        json.WriteNumber("voidLookups", evaluation.VoidLookups);
        json.WriteString("ip", request.Client.ToString());
        json.WriteString("helo", request.Helo);
        json.WriteString("mailFrom", request.MailFrom);
        json.WriteString("receivedSpf", ReceivedSpf.Write(evaluation, request));
        WriteRecord(json, "trace", evaluation.Record);
    }

    private static void WriteRecord(Utf8JsonWriter json, string property, SpfRecordTrace? record)
    {
        json.WritePropertyName(property);
        if (record is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("domain", record.Domain.ToDisplayString());
        json.WriteString("record", SpfTraceWords.RecordOf(record.Lookup));
        json.WriteString("security", record.Lookup is { } lookup ? ReportWords.Of(lookup.Security) : null);
        json.WriteString("result", SpfWords.Of(record.Result));
        json.WriteString("reason", SpfTraceWords.ReasonOf(record.Decision));
        json.WriteStartArray("terms");
        foreach (SpfTermTrace term in record.Terms)
            WriteTerm(json, term);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTerm(Utf8JsonWriter json, SpfTermTrace term)
    {
        json.WriteStartObject();
        json.WriteString("term", term.Term);
        json.WriteString("target", term.Target);
        json.WriteString("outcome", SpfTraceWords.Of(term.Outcome));
        json.WriteString("reason", term.Reason);
        json.WriteStartArray("lookups");
        foreach (Answer answer in term.Lookups)
        {
            json.WriteStartObject();
            json.WriteString("name", answer.Question.Name.ToDisplayString());
            json.WriteString("type", answer.Question.Type.ToMnemonic());
            json.WriteString("answer", SpfTraceWords.Of(answer));
            json.WriteNumber("records", SpfTraceWords.CountOf(answer));
            json.WriteString("security", ReportWords.Of(answer.Security));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteRecord(json, "record", term.Record);
        json.WriteEndObject();
    }
}
