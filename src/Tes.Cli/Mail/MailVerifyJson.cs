using System.Text.Json;
using Tes.Cli.Arc;
using Tes.Cli.Dkim;
using Tes.Cli.Dmarc;
using Tes.Cli.Resolution;
using Tes.Cli.Spf;
using Tes.Mail.Dmarc;
using Tes.Mail.Verification;
using Tes.Scan.Reports;

namespace Tes.Cli.Mail;

/// <summary>What came of a message as <c>tes.mail.verify/1</c>.</summary>
internal static class MailVerifyJson
{
    public const string Schema = "tes.mail.verify/1";

    public static void Write(Utf8JsonWriter json, MailReport report, ResolutionPath resolution)
    {
        MessageVerification verification = report.Verification;
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("verdict", MailWords.Of(verification.Verdict));
        DkimVerifyJson.WriteMessage(json, report.File);
        DkimVerifyJson.WriteSignatures(json, verification.Dkim);
        WriteSpf(json, verification.Spf);
        WriteDmarc(json, verification.Dmarc);
        json.WriteStartObject("arc");
        ArcVerifyJson.WriteChain(json, verification.Arc);
        json.WriteEndObject();
        json.WriteStartArray("fixes");
        foreach (string fix in report.Fixes)
            json.WriteStringValue(fix);
        json.WriteEndArray();
        json.WriteString("authenticationResults", report.Field);
        json.WriteNumber("forgedResults", report.ForgedFields);
        resolution.WriteTo(json);
        json.WriteEndObject();
    }

    private static void WriteSpf(Utf8JsonWriter json, SpfVerification spf)
    {
        json.WriteStartObject("spf");
        if (spf is SpfVerification.Evaluated evaluated)
        {
            SpfCheckJson.WriteEvaluation(json, evaluated.Evaluation, evaluated.Request);
            json.WriteBoolean("evaluated", true);
        }
        else
        {
            json.WriteString("result", "none");
            json.WriteString("reason", "the client is not known");
            json.WriteBoolean("evaluated", false);
        }

        json.WriteEndObject();
    }

    private static void WriteDmarc(Utf8JsonWriter json, MessageDmarc dmarc)
    {
        DmarcEvaluation? governing = dmarc.Evaluation.Governing;
        var governed = governing?.Discovery as DmarcDiscovery.Governed;
        json.WriteStartObject("dmarc");
        json.WriteString("result", DmarcResultWords.Of(dmarc.Result));
        json.WriteString("reason", dmarc.Reason);
        json.WriteString("policy", DmarcWords.Of(dmarc.Policy));
        json.WriteString("disposition", DmarcWords.Of(dmarc.Disposition));
        json.WriteBoolean("testing", governed?.Record.TestMode == PolicyTestMode.Test);
        json.WriteString("authorDomain", governing?.AuthorDomain.ToDisplayString());
        json.WriteNumber("authorDomains", dmarc.Evaluation.AuthorDomains);
        json.WriteString("recordDomain", governed?.RecordDomain.ToDisplayString());
        json.WriteString("recordRole", governed is null ? null : DmarcWords.Of(governed.Role));
        json.WriteString("record", governed?.Record.Text);
        json.WriteString("security", governing is null ? null : ReportWords.Of(governing.Security));
        json.WriteString("organizationalDomain", governing?.AuthorWalk?.OrganizationalDomain?.ToDisplayString());
        WriteAlignments(json, governing?.Alignments ?? []);
        WriteAuthors(json, dmarc.Evaluation.Evaluations);
        DmarcWalkJson.Write(json, governing?.Discovery.Walk.Steps ?? []);
        WriteSuffixList(json, dmarc);
        json.WriteEndObject();
    }

    private static void WriteAlignments(Utf8JsonWriter json, IReadOnlyList<IdentifierAlignment> alignments)
    {
        json.WriteStartArray("alignments");
        foreach (IdentifierAlignment alignment in alignments)
        {
            json.WriteStartObject();
            json.WriteString("mechanism", MailWords.Of(alignment.Identifier.Mechanism));
            json.WriteString("domain", alignment.Identifier.Domain.ToDisplayString());
            json.WriteString("authentication", MailWords.Of(alignment.Identifier.Authentication));
            json.WriteString("mode", DmarcWords.Of(alignment.Mode));
            json.WriteString("alignment", MailWords.Of(alignment.Outcome));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAuthors(Utf8JsonWriter json, IReadOnlyList<DmarcEvaluation> evaluations)
    {
        json.WriteStartArray("authors");
        foreach (DmarcEvaluation evaluation in evaluations)
        {
            json.WriteStartObject();
            json.WriteString("domain", evaluation.AuthorDomain.ToDisplayString());
            json.WriteString("result", DmarcResultWords.Of(evaluation.Result));
            json.WriteString("reason", evaluation.Reason);
            json.WriteString("policy", DmarcWords.Of(evaluation.Published));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSuffixList(Utf8JsonWriter json, MessageDmarc dmarc)
    {
        if (dmarc is not { SuffixList.Discovery: var discovery, SuffixListResult: { } result })
            return;
        json.WriteStartObject("publicSuffixList");
        json.WriteString("result", DmarcResultWords.Of(result));
        json.WriteString("policy", DmarcWords.Of(discovery.Policy));
        json.WriteString("recordDomain", discovery.RecordDomain?.ToDisplayString());
        json.WriteString("organizationalDomain", discovery.OrganizationalDomain?.ToDisplayString());
        json.WriteBoolean("agrees", result == dmarc.Result && discovery.Policy == dmarc.Policy);
        json.WriteEndObject();
    }
}
