using System.Text.Json;
using Tes.Cli.Record;
using Tes.Cli.Resolution;
using Tes.Dns;
using Tes.Mail.Dmarc;
using Tes.Mail.TagLists;
using Tes.Scan.Reports;

namespace Tes.Cli.Dmarc;

/// <summary>What governs mail from a domain as <c>tes.dmarc.show/1</c>.</summary>
internal static class DmarcShowJson
{
    public const string Schema = "tes.dmarc.show/1";

    public static void Write(Utf8JsonWriter json, DmarcReport report, ResolutionPath resolution)
    {
        DmarcWalk walk = report.Discovery.Walk;
        DmarcDiscovery.Governed? governed = report.Governed;
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("domain", report.Domain.ToDisplayString());
        json.WriteBoolean("found", governed is not null);
        json.WriteString("recordDomain", governed?.RecordDomain.ToDisplayString());
        json.WriteString("organizationalDomain", walk.OrganizationalDomain?.ToDisplayString());
        json.WriteString("policy", DmarcWords.Of(governed?.Policy?.Policy));
        json.WriteBoolean("testing", governed?.Record.TestMode == PolicyTestMode.Test);
        json.WriteString("policyAfterTesting", DmarcWords.Of(report.Requested));
        json.WriteString("policyTag", governed?.Policy?.Tag.ToString().ToLowerInvariant());
        json.WriteString("recordRole", governed is null ? null : DmarcWords.Of(governed.Role));
        json.WriteString("record", governed?.Record.Text);
        json.WriteString("applicability", governed is null ? null : DmarcWords.Of(governed.Record.Applicability));
        json.WriteString("security", ReportWords.Of(governed?.Security ?? walk.Security));
        json.WriteString("existence", DmarcWords.StateOf(governed?.Existence));
        json.WriteString("organizationalDomainRule", walk.OrganizationalDomain is null ? null : DmarcWords.Of(walk.Rule));
        json.WriteString("dkimAlignment", governed is null ? null : DmarcWords.Of(governed.Record.DkimAlignment));
        json.WriteString("spfAlignment", governed is null ? null : DmarcWords.Of(governed.Record.SpfAlignment));
        RecordJson.WriteErrors(json, "errors", governed?.Record.Faults ?? []);
        RecordJson.WriteRemarks(json, governed?.Record.Remarks ?? []);
        DmarcWalkJson.Write(json, walk.Steps);
        WriteDestinations(json, report.Destinations);
        if (report.SuffixList is { } list)
            WriteSuffixList(json, list, report.Discovery);
        resolution.WriteTo(json);
        json.WriteEndObject();
    }

    private static void WriteDestinations(Utf8JsonWriter json, IReadOnlyList<ReportDestination> destinations)
    {
        json.WriteStartArray("reportDestinations");
        foreach (ReportDestination destination in destinations)
        {
            (DomainName? recordName, IReadOnlyList<ReportUri> overrides, string? reason) = destination.Match<(DomainName?, IReadOnlyList<ReportUri>, string?)>(
                isInternal => (null, [], null),
                authorized => (authorized.RecordName, authorized.Overrides, null),
                unauthorized => (unauthorized.RecordName, [], unauthorized.Reason),
                undetermined => (null, [], DmarcWords.ProblemOf(undetermined.Answer)),
                notExamined => (null, [], null));
            json.WriteStartObject();
            json.WriteString("uri", destination.Uri.Text);
            json.WriteString("state", DmarcWords.StateOf(destination));
            json.WriteString("recordName", recordName?.ToDisplayString());
            json.WriteStartArray("overrides");
            foreach (ReportUri uri in overrides)
                json.WriteStringValue(uri.Text);
            json.WriteEndArray();
            json.WriteString("reason", reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSuffixList(Utf8JsonWriter json, SuffixListDiscovery list, DmarcDiscovery discovery)
    {
        json.WriteStartObject("publicSuffixList");
        json.WriteString("organizationalDomain", list.OrganizationalDomain?.ToDisplayString());
        json.WriteString("recordDomain", list.RecordDomain?.ToDisplayString());
        json.WriteString("policy", DmarcWords.Of(list.Policy));
        json.WritePropertyName("agrees");
        if (list.AgreesWith(discovery) is { } agrees)
            json.WriteBooleanValue(agrees);
        else
            json.WriteNullValue();
        json.WriteEndObject();
    }
}
