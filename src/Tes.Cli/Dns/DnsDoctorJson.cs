using System.Text.Json;
using Tes.Resolver.Doctor;

namespace Tes.Cli.Dns;

/// <summary>What the doctor found as <c>tes.dns.doctor/1</c>.</summary>
internal static class DnsDoctorJson
{
    public const string Schema = "tes.dns.doctor/1";

    public static void Write(Utf8JsonWriter json, IReadOnlyList<PathReport> reports)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteStartArray("resolvers");
        foreach (PathReport report in reports)
            Write(json, report);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PathReport report)
    {
        json.WriteStartObject();
        json.WriteString("server", report.Server.ToString());
        json.WriteBoolean("answers", report.Answered);
        json.WriteBoolean("usable", report.Diagnosis is null);
        if (report.RoundTrip is { } roundTrip)
            json.WriteNumber("roundTripMilliseconds", Math.Round(roundTrip.TotalMilliseconds, 3));
        else
            json.WriteNull("roundTripMilliseconds");
        json.WriteString("cause", report.Diagnosis?.Cause);
        json.WriteString("fix", report.Diagnosis?.Fix);
        json.WriteStartArray("checks");
        foreach (PathCheck check in report.Checks)
        {
            json.WriteStartObject();
            json.WriteString("tag", check.Tag);
            json.WriteString("outcome", check.Outcome switch
            {
                PathCheckOutcome.Passed => "passed",
                PathCheckOutcome.Warning => "warning",
                PathCheckOutcome.Failed => "failed",
                PathCheckOutcome.NotDone => "not-done",
                _ => throw new ArgumentException("Not an outcome of a check.", nameof(report)),
            });
            json.WriteString("text", check.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
