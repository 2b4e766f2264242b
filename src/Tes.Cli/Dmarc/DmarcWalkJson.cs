using System.Text.Json;
using Tes.Mail.Dmarc;
using Tes.Scan.Reports;

namespace Tes.Cli.Dmarc;

/// <summary>The steps of a tree walk in JSON.</summary>
internal static class DmarcWalkJson
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<DmarcWalkStep> steps)
    {
        json.WriteStartArray("walk");
        foreach (DmarcWalkStep step in steps)
        {
            json.WriteStartObject();
            json.WriteString("domain", step.Domain.ToDisplayString());
            json.WriteString("state", DmarcWords.StateOf(step.Lookup));
            json.WriteString("security", step.Lookup.Security is { } security ? ReportWords.Of(security) : null);
            json.WriteStartArray("records");
            foreach (string text in TextsOf(step.Lookup))
                json.WriteStringValue(text);
            json.WriteEndArray();
            json.WriteString("problem", DmarcWords.ProblemOf(step.Lookup));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static IReadOnlyList<string> TextsOf(DmarcLookup lookup) => lookup.Match(
        published => [published.Record.Text],
        none => [],
        multiple => multiple.Texts,
        bogus => [],
        failed => (IReadOnlyList<string>)[]);
}
