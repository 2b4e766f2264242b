using System.Text.Json;
using Tes.Cli.Resolution;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;
using Tes.Scan.Reports;

namespace Tes.Cli.Dns;

/// <summary>An answer as <c>tes.dns.query/1</c>.</summary>
internal static class DnsQueryJson
{
    public const string Schema = "tes.dns.query/1";

    public static void Write(Utf8JsonWriter json, Answer answer, ResolutionPath resolution)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("name", answer.Question.Name.ToDisplayString());
        json.WriteString("type", answer.Question.Type.ToMnemonic());
        json.WriteString("security", ReportWords.Of(answer.Security));
        json.WriteString("rcode", AnswerText.ResponseCodeOf(answer));
        json.WriteString("finalName", answer.FinalName.ToDisplayString());
        json.WriteString("reason", AnswerText.ReasonOf(answer));
        ErrorJson.Write(json, "ede", AnswerText.ErrorOf(answer));
        WriteFailure(json, answer as Answer.Failed);
        WriteRRsets(json, "rrsets", AnswerText.RRsetsOf(answer));
        WriteRRsets(json, "proof", (answer as Answer.Absent)?.Proof ?? []);
        json.WriteStartArray("chain");
        foreach (ZoneStep step in answer.Trace.Zones)
            ChainJson.Write(json, step);
        json.WriteEndArray();
        json.WriteStartArray("notes");
        foreach (string note in AnswerText.NotesOf(answer))
            json.WriteStringValue(note);
        json.WriteEndArray();
        resolution.WriteTo(json);
        json.WriteEndObject();
    }

    private static void WriteFailure(Utf8JsonWriter json, Answer.Failed? failed)
    {
        if (failed is null)
            return;
        json.WriteStartObject("failure");
        json.WriteString("kind", AnswerText.KindOf(failed.Failure.Kind));
        json.WriteString("text", failed.Failure.Text);
        json.WriteString("questionName", failed.Failure.Question.Name.ToDisplayString());
        json.WriteString("questionType", failed.Failure.Question.Type.ToMnemonic());
        json.WriteStartArray("resolverErrors");
        foreach (ExtendedDnsError error in failed.Failure.Errors)
            ErrorJson.Write(json, error);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRRsets(Utf8JsonWriter json, string property, IEnumerable<ValidatedRRset> rrsets)
    {
        json.WriteStartArray(property);
        foreach (ValidatedRRset rrset in rrsets)
            RRsetJson.Write(json, rrset);
        json.WriteEndArray();
    }
}
