using System.Text.Json;
using Tes.Dns.Dnssec;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Scan.Reports;

namespace Tes.Cli.Dns;

/// <summary>One zone of the chain of trust in JSON.</summary>
internal static class ChainJson
{
    public static void Write(Utf8JsonWriter json, ZoneStep step)
    {
        json.WriteStartObject();
        json.WriteString("zone", step.Zone.ToDisplayString());
        json.WriteString("security", ReportWords.Of(step.Security));
        json.WriteString("note", step.Note);
        json.WriteStartArray("ds");
        foreach (CheckedDelegationSigner signer in step.CheckedSigners)
            WriteSigner(json, signer);
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
        WriteSet(json, "dsSet", step.DelegationSignerSet);
        WriteSet(json, "dnskeySet", step.KeySet);
        json.WriteStartArray("denial");
        foreach (ValidatedRRset proof in step.Denial)
            RRsetJson.Write(json, proof);
        json.WriteEndArray();
        json.WriteString("deprecation", step.Deprecation);
        ErrorJson.Write(json, "ede", step.Error);
        json.WriteEndObject();
    }

    private static void WriteSigner(Utf8JsonWriter json, CheckedDelegationSigner signer)
    {
        json.WriteStartObject();
        json.WriteNumber("keyTag", signer.Rdata.KeyTag);
        json.WriteNumber("algorithm", (byte)signer.Rdata.Algorithm);
        json.WriteNumber("digestType", (byte)signer.Rdata.DigestType);
        json.WriteString("digest", Convert.ToHexString(signer.Rdata.Digest.Span));
        json.WriteString("outcome", signer.Outcome switch
        {
            DelegationSignerOutcome.Vouches => "vouches",
            DelegationSignerOutcome.NoSuchKey => "no-such-key",
            DelegationSignerOutcome.DigestDiffers => "digest-differs",
            DelegationSignerOutcome.UnsupportedAlgorithm => "unsupported-algorithm",
            DelegationSignerOutcome.UnsupportedDigestType => "unsupported-digest-type",
            DelegationSignerOutcome.WeakerDigest => "weaker-digest",
            DelegationSignerOutcome.LimitReached => "limit-reached",
            DelegationSignerOutcome.NotCompared => "not-compared",
            _ => throw new ArgumentException("Not an outcome of comparing DS records.", nameof(signer)),
        });
        json.WriteEndObject();
    }

    private static void WriteSet(Utf8JsonWriter json, string property, ValidatedRRset? set)
    {
        json.WritePropertyName(property);
        if (set is null)
            json.WriteNullValue();
        else
            RRsetJson.Write(json, set);
    }
}
