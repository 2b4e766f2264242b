using System.Text.Json;
using Tes.Mail.Spf;
using Tes.Scan.Reports;

namespace Tes.Cli.Test;

/// <summary>What a domain publishes about SPF, as the <c>spf</c> of <c>tes.test/1</c>.</summary>
internal static class SpfJson
{
    public static void Write(Utf8JsonWriter json, SpfLookup spf)
    {
        SpfRecord? record = (spf as SpfLookup.Published)?.Record;
        json.WriteStartObject("spf");
        json.WriteString("state", spf.Match(
            published => "published", none => "none", multiple => "multiple", malformed => "malformed", bogus => "bogus", failed => "failed"));
        json.WriteString("security", ReportWords.Of(spf.Security));
        json.WriteString("record", record?.Text ?? (spf as SpfLookup.Malformed)?.Text);
        json.WriteString("all", record?.AllQualifier switch
        {
            SpfQualifier.Pass => "pass",
            SpfQualifier.Fail => "fail",
            SpfQualifier.SoftFail => "softfail",
            SpfQualifier.Neutral => "neutral",
            _ => null,
        });
        json.WriteString("redirect", record?.Redirect?.ToString());
        json.WriteString("problem", spf.Match(
            published => (string?)null,
            none => null,
            multiple => $"{multiple.Texts.Count} records",
            malformed => malformed.Failure.ToString(),
            bogus => bogus.Error.Text,
            failed => failed.Failure.Text));
        json.WriteEndObject();
    }
}
