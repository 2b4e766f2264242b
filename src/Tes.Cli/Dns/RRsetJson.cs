using System.Text.Json;
using Tes.Cli.Options;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Scan.Reports;

namespace Tes.Cli.Dns;

/// <summary>An RRset with what validation made of it, in JSON: one shape for answers, proofs, DS and DNSKEY sets.</summary>
internal static class RRsetJson
{
    public static void Write(Utf8JsonWriter json, ValidatedRRset validated)
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
        ErrorJson.Write(json, "ede", validated.Error);
        json.WriteStartArray("signatures");
        foreach (RrsigRdata signature in rrset.Signatures)
            WriteSignature(json, signature, validated);
        json.WriteEndArray();
        if (validated.ExpansionProof.Count > 0)
        {
            json.WriteStartArray("expansionProof");
            foreach (ValidatedRRset proof in validated.ExpansionProof)
                Write(json, proof);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteSignature(Utf8JsonWriter json, RrsigRdata signature, ValidatedRRset validated)
    {
        json.WriteStartObject();
        json.WriteString("signer", signature.SignerName.ToDisplayString());
        json.WriteNumber("keyTag", signature.KeyTag);
        json.WriteNumber("algorithm", (byte)signature.Algorithm);
        json.WriteNumber("labels", signature.Labels);
        json.WriteString("inception", TimeText.Format(DateTimeOffset.FromUnixTimeSeconds(signature.Inception)));
        json.WriteString("expiration", TimeText.Format(DateTimeOffset.FromUnixTimeSeconds(signature.Expiration)));
        json.WriteBoolean("validated", ReferenceEquals(signature, validated.Signature));
        RejectedSignature? rejected = validated.Rejected.FirstOrDefault(candidate => ReferenceEquals(candidate.Signature, signature));
        json.WriteString("fault", rejected is null ? null : FaultOf(rejected.Fault));
        json.WriteString("faultText", rejected?.Text);
        json.WriteEndObject();
    }

    private static string FaultOf(SignatureFault fault) => fault switch
    {
        SignatureFault.Missing => "missing",
        SignatureFault.NotApplicable => "not-applicable",
        SignatureFault.WrongSigner => "wrong-signer",
        SignatureFault.UnsupportedAlgorithm => "unsupported-algorithm",
        SignatureFault.NoSuchKey => "no-such-key",
        SignatureFault.KeyNotForRRsets => "key-not-for-rrsets",
        SignatureFault.KeyMalformed => "key-malformed",
        SignatureFault.LimitReached => "limit-reached",
        SignatureFault.Invalid => "invalid",
        SignatureFault.ExpiredBeforeValid => "expired-before-valid",
        SignatureFault.NotYetValid => "not-yet-valid",
        SignatureFault.Expired => "expired",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Not a fault of signatures."),
    };
}
