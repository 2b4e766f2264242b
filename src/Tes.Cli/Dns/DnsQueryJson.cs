using System.Globalization;
using System.Text.Json;
using Tes.Cli.Options;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Scan.Reports;

namespace Tes.Cli.Dns;

/// <summary>An answer as <c>tes.dns.query/1</c>.</summary>
internal static class DnsQueryJson
{
    public const string Schema = "tes.dns.query/1";

    public static void Write(Utf8JsonWriter json, Answer answer)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("name", answer.Question.Name.ToDisplayString());
        json.WriteString("type", answer.Question.Type.ToMnemonic());
        json.WriteString("security", ReportWords.Of(answer.Security));
        json.WriteString("rcode", AnswerText.ResponseCodeOf(answer));
        json.WriteString("finalName", answer.FinalName.ToDisplayString());
        json.WriteString("reason", AnswerText.ReasonOf(answer));
        WriteError(json, "ede", AnswerText.ErrorOf(answer));
        WriteFailure(json, answer as Answer.Failed);
        WriteRRsets(json, "rrsets", AnswerText.RRsetsOf(answer));
        WriteRRsets(json, "proof", (answer as Answer.Absent)?.Proof ?? []);
        json.WriteStartArray("chain");
        foreach (ZoneStep step in answer.Trace.Zones)
            WriteStep(json, step);
        json.WriteEndArray();
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
            WriteError(json, error);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRRsets(Utf8JsonWriter json, string property, IEnumerable<ValidatedRRset> rrsets)
    {
        json.WriteStartArray(property);
        foreach (ValidatedRRset validated in rrsets)
        {
            RRset rrset = validated.RRset;
            json.WriteStartObject();
            json.WriteString("name", rrset.Owner.ToDisplayString());
            json.WriteString("type", rrset.Type.ToMnemonic());
            json.WriteNumber("ttl", rrset.Ttl);
            json.WriteString("security", ReportWords.Of(validated.Security));
            json.WriteStartArray("records");
            foreach (ReadOnlyMemory<byte> rdata in rrset.Rdatas)
                json.WriteStringValue(RdataText.Format(rrset.Type, rdata.Span));
            json.WriteEndArray();
            json.WriteString("zone", validated.Zone?.ToDisplayString());
            json.WriteString("wildcard", validated.Expansion?.ToDisplayString());
            WriteError(json, "ede", validated.Error);
            json.WriteStartArray("signatures");
            foreach (RrsigRdata signature in rrset.Signatures)
                WriteSignature(json, signature, ReferenceEquals(signature, validated.Signature));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSignature(Utf8JsonWriter json, RrsigRdata signature, bool convinced)
    {
        json.WriteStartObject();
        json.WriteString("signer", signature.SignerName.ToDisplayString());
        json.WriteNumber("keyTag", signature.KeyTag);
        json.WriteNumber("algorithm", (byte)signature.Algorithm);
        json.WriteNumber("labels", signature.Labels);
        json.WriteString("inception", TimeText.Format(DateTimeOffset.FromUnixTimeSeconds(signature.Inception)));
        json.WriteString("expiration", TimeText.Format(DateTimeOffset.FromUnixTimeSeconds(signature.Expiration)));
        json.WriteBoolean("validated", convinced);
        json.WriteEndObject();
    }

    private static void WriteStep(Utf8JsonWriter json, ZoneStep step)
    {
        json.WriteStartObject();
        json.WriteString("zone", step.Zone.ToDisplayString());
        json.WriteString("security", ReportWords.Of(step.Security));
        json.WriteString("note", step.Note);
        json.WriteStartArray("ds");
        foreach (DsRdata ds in step.DelegationSigners)
        {
            json.WriteStartObject();
            json.WriteNumber("keyTag", ds.KeyTag);
            json.WriteNumber("algorithm", (byte)ds.Algorithm);
            json.WriteNumber("digestType", (byte)ds.DigestType);
            json.WriteString("digest", Convert.ToHexString(ds.Digest.Span));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("keys");
        foreach (DnskeyRdata key in step.Keys)
        {
            json.WriteStartObject();
            json.WriteNumber("keyTag", KeyTag.Of(key));
            json.WriteNumber("algorithm", (byte)key.Algorithm);
            json.WriteNumber("flags", key.Flags);
            json.WriteBoolean("entry", ReferenceEquals(key, step.EntryKey));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteError(json, "ede", step.Error);
        json.WriteEndObject();
    }

    private static void WriteError(Utf8JsonWriter json, string property, ExtendedDnsError? error)
    {
        json.WritePropertyName(property);
        if (error is null)
            json.WriteNullValue();
        else
            WriteError(json, error);
    }

    private static void WriteError(Utf8JsonWriter json, ExtendedDnsError error)
    {
        json.WriteStartObject();
        json.WriteNumber("code", (int)error.Code);
        json.WriteString("name", Enum.IsDefined(error.Code) ? error.Code.ToString() : ((int)error.Code).ToString(CultureInfo.InvariantCulture));
        json.WriteString("text", error.Text);
        json.WriteEndObject();
    }
}
