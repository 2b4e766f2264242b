using System.Text.Json;
using Tes.Cli.Dkim;
using Tes.Cli.Mail;
using Tes.Cli.Options;
using Tes.Cli.Resolution;
using Tes.Mail.Arc;
using Tes.Mail.Dkim;
using Tes.Scan.Reports;

namespace Tes.Cli.Arc;

/// <summary>The verdict as <c>tes.arc.verify/1</c>.</summary>
internal static class ArcVerifyJson
{
    public const string Schema = "tes.arc.verify/1";

    public static void Write(Utf8JsonWriter json, MessageFile file, ArcVerification verification, ResolutionPath resolution)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        WriteChain(json, verification);
        DkimVerifyJson.WriteForm(json, file);
        resolution.WriteTo(json);
        json.WriteEndObject();
    }

    /// <summary>The properties of a chain, from <c>result</c> to <c>sets</c>.</summary>
    public static void WriteChain(Utf8JsonWriter json, ArcVerification verification)
    {
        ArcOutcome outcome = verification.Outcome;
        json.WriteString("result", verification.Word);
        json.WriteBoolean("temporary", outcome is ArcOutcome.TempError);
        json.WriteString("reason", outcome.Reason);
        json.WriteString("fault", outcome is ArcOutcome.Fail fail ? DkimVerifyJson.WordOf(fail.Fault) : null);
        DkimVerifyJson.WriteNumber(json, "instance", outcome.Match<int?>(none => null, pass => null, failed => failed.Instance, tempError => tempError.Instance));
        DkimVerifyJson.WriteNumber(json, "oldestPass", (outcome as ArcOutcome.Pass)?.OldestPass);
        json.WriteString("security", verification.Security is { } security ? ReportWords.Of(security) : null);
        json.WriteStartArray("sets");
        foreach (ArcSet set in verification.Sets)
            Write(json, set);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ArcSet set)
    {
        json.WriteStartObject();
        json.WriteNumber("instance", set.Instance);
        if (set.AuthenticationResults is { } found)
            Write(json, found);
        else
            json.WriteNull("authenticationResults");
        json.WritePropertyName("messageSignature");
        if (set.MessageSignature is { } signature)
            DkimVerifyJson.Write(json, signature);
        else
            json.WriteNullValue();
        json.WritePropertyName("seal");
        if (set.Seal is { } seal)
            Write(json, seal);
        else
            json.WriteNullValue();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ArcAuthenticationResults found)
    {
        json.WriteStartObject("authenticationResults");
        json.WriteString("authservId", found.Results?.AuthenticationServiceId);
        json.WriteString("problem", found.Failure?.ToString());
        ResultJson.Write(json, found.Results?.Results ?? []);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ArcSealReport report)
    {
        json.WriteStartObject();
        json.WriteString("result", report.Outcome.Word);
        json.WriteString("reason", report.Outcome.Reason);
        json.WriteString("fault", report.Outcome.BrokenRule is { } fault ? DkimVerifyJson.WordOf(fault) : null);
        json.WriteString("chainValidation", report.ChainValidation is { } status ? ArcWords.Of(status) : null);
        json.WriteString("domain", report.ShownDomain);
        json.WriteString("selector", report.ClaimedSelector);
        json.WriteString("algorithm", report.Seal is { } seal ? DkimWords.Of(seal.Algorithm) : null);
        json.WriteString("signedAt", report.Seal?.Timestamp is { } made ? TimeText.Format(made) : null);
        DkimVerifyJson.WriteKey(json, report.Lookup, report.KeyRecord, report.Key);
        json.WriteEndObject();
    }
}
