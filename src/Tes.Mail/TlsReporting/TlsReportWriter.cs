using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Tes.Mail.TlsReporting;

/// <summary>Writes reports (RFC 8460 §4.4).</summary>
internal static class TlsReportWriter
{
    public static byte[] Write(TlsReport report)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            Write(json, report);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, TlsReport report)
    {
        json.WriteStartObject();
        Write(json, "organization-name", report.OrganizationName);
        json.WriteStartObject("date-range");
        Write(json, "start-datetime", Time(report.Start));
        Write(json, "end-datetime", Time(report.End));
        json.WriteEndObject();
        Write(json, "contact-info", report.ContactInfo);
        Write(json, "report-id", report.ReportId);
        json.WriteStartArray("policies");
        foreach (TlsReportPolicy policy in report.Policies)
            Write(json, policy);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TlsReportPolicy policy)
    {
        json.WriteStartObject();
        json.WriteStartObject("policy");
        Write(json, "policy-type", policy.PolicyType);
        Write(json, "policy-string", policy.PolicyStrings);
        Write(json, "policy-domain", policy.PolicyDomain);
        Write(json, "mx-host", policy.MxHosts);
        json.WriteEndObject();
        json.WriteStartObject("summary");
        json.WriteNumber("total-successful-session-count", policy.SuccessfulSessions);
        json.WriteNumber("total-failure-session-count", policy.FailedSessions);
        json.WriteEndObject();
        if (policy.Failures.Count > 0)
        {
            json.WriteStartArray("failure-details");
            foreach (TlsReportFailure failure in policy.Failures)
                Write(json, failure);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TlsReportFailure failure)
    {
        json.WriteStartObject();
        Write(json, "result-type", failure.ResultType);
        Write(json, "sending-mta-ip", failure.SendingMtaIp);
        Write(json, "receiving-mx-hostname", failure.ReceivingMxHostname);
        Write(json, "receiving-mx-helo", failure.ReceivingMxHelo);
        Write(json, "receiving-ip", failure.ReceivingIp);
        json.WriteNumber("failed-session-count", failure.FailedSessions);
        Write(json, "additional-information", failure.AdditionalInformation);
        Write(json, "failure-reason-code", failure.FailureReasonCode);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (string value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
