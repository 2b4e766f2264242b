using System.Net;
using System.Text.Json;
using Tes.Cli.Resolution;
using Tes.Mail.Spf.Inspection;
using Tes.Scan.Reports;

namespace Tes.Cli.Spf;

/// <summary>A policy as <c>tes.spf.show/1</c>.</summary>
internal static class SpfShowJson
{
    public const string Schema = "tes.spf.show/1";

    public static void Write(Utf8JsonWriter json, SpfTree tree, ResolutionPath resolution)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("domain", tree.Root.Domain.ToDisplayString());
        json.WriteNumber("lookups", tree.Lookups);
        json.WriteNumber("voidLookups", tree.VoidLookups);
        json.WriteStartArray("networks");
        foreach (IPNetwork network in tree.Authorised)
            json.WriteStringValue(network.ToString());
        json.WriteEndArray();
        json.WriteStartArray("findings");
        foreach (SpfFinding finding in tree.Findings)
        {
            json.WriteStartObject();
            json.WriteString("kind", SpfShowWords.Of(finding.Kind));
            json.WriteString("domain", finding.Domain.ToDisplayString());
            json.WriteString("term", finding.Term);
            json.WriteString("text", finding.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteFlattened(json, tree.Flattened);
        json.WritePropertyName("tree");
        WriteRecord(json, tree.Root);
        resolution.WriteTo(json);
        json.WriteEndObject();
    }

    private static void WriteFlattened(Utf8JsonWriter json, SpfFlattened? flattened)
    {
        json.WritePropertyName("flattened");
        if (flattened is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("record", flattened.Text);
        WriteArray(json, "strings", flattened.Strings);
        json.WriteNumber("lookups", flattened.Lookups);
        WriteArray(json, "differences", flattened.Differences);
        json.WriteEndObject();
    }

    private static void WriteRecord(Utf8JsonWriter json, SpfTreeRecord record)
    {
        json.WriteStartObject();
        json.WriteString("domain", record.Domain.ToDisplayString());
        json.WriteString("state", SpfShowWords.Of(record.Lookup));
        json.WriteString("security", ReportWords.Of(record.Lookup.Security));
        json.WriteString("record", SpfTraceWords.RecordOf(record.Lookup));
        json.WriteStartArray("terms");
        foreach (SpfTreeTerm term in record.Terms)
        {
            json.WriteStartObject();
            json.WriteString("term", term.Text);
            json.WriteString("reach", SpfShowWords.Of(term.Reach));
            json.WriteString("target", term.Target?.ToDisplayString());
            json.WriteNumber("lookups", term.Lookups);
            json.WriteNumber("voidLookups", term.VoidLookups);
            WriteArray(json, "networks", term.Networks.Select(network => network.ToString()));
            json.WriteString("problem", term.Problem?.Text);
            json.WritePropertyName("record");
            if (term.Record is { } inner)
                WriteRecord(json, inner);
            else
                json.WriteNullValue();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter json, string property, IEnumerable<string> values)
    {
        json.WriteStartArray(property);
        foreach (string value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
