using System.Text.Json;
using Tes.Cli.Json;
using Tes.Cli.Mail;
using Tes.Cli.Options;
using Tes.Mail.AuthenticationResults;
using Tes.Mail.Dmarc.FailureReports;

namespace Tes.Cli.Dmarc;

/// <summary>Failure reports for programs.</summary>
internal sealed class DmarcFailureReportJson(TextWriter output) : IFailureReportOutput
{
    public const string Schema = "tes.dmarc.failure-report/1";

    private JsonDocumentStream? _document;

    public void Write(FailureReport report)
    {
        if (_document is null)
        {
            _document = new JsonDocumentStream(output);
            _document.Write(json =>
            {
                json.WriteStartObject();
                json.WriteString("schema", Schema);
                json.WriteStartArray("reports");
            });
        }

        _document.Write(json => Write(json, report));
    }

    public void Dispose()
    {
        _document?.Write(json =>
        {
            json.WriteEndArray();
            json.WriteEndObject();
        });
        _document?.Dispose();
    }

    private static void Write(Utf8JsonWriter json, FailureReport report)
    {
        json.WriteStartObject();
        json.WriteString("authFailure", report.AuthenticationFailure);
        WriteTexts(json, "identityAlignment", report.IdentityAlignment);
        WriteTexts(json, "failedMethods", report.FailedMethods);
        WriteTexts(json, "reportedDomains", report.ReportedDomains);
        WriteTexts(json, "reportedUris", report.ReportedUris);
        json.WriteString("arrivalDate", report.ArrivalDate is { } arrived ? TimeText.Format(arrived) : null);
        json.WriteString("sourceIp", report.SourceAddress?.ToString());
        WriteNumber(json, "sourcePort", report.SourcePort);
        json.WriteString("deliveryResult", report.DeliveryResult);
        json.WriteNumber("incidents", report.Incidents);
        json.WriteString("originalMailFrom", report.OriginalMailFrom);
        WriteTexts(json, "originalRcptTo", report.OriginalRecipients);
        json.WriteString("originalEnvelopeId", report.OriginalEnvelopeId);
        json.WriteString("version", report.Version);
        json.WriteString("userAgent", report.UserAgent);
        json.WriteString("reportingMta", report.ReportingMta);
        json.WritePropertyName("authenticationResults");
        Write(json, report.AuthenticationResults);
        json.WritePropertyName("dkim");
        Write(json, report.Dkim);
        WriteTexts(json, "spfDns", report.SpfRecords);
        json.WritePropertyName("message");
        Write(json, report.Message);
        WriteTexts(json, "flaws", report.Flaws);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AuthenticationResultsField? field)
    {
        if (field is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("authservId", field.AuthenticationServiceId);
        ResultJson.Write(json, field.Results);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DkimFailureDetails? dkim)
    {
        if (dkim is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("domain", dkim.Domain);
        json.WriteString("identity", dkim.Identity);
        json.WriteString("selector", dkim.Selector);
        json.WriteString("canonicalizedHeader", dkim.CanonicalizedHeader);
        json.WriteString("canonicalizedBody", dkim.CanonicalizedBody);
        json.WriteString("keyRecord", dkim.KeyRecord);
        json.WriteString("adspRecord", dkim.AdspRecord);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReportedMessage? message)
    {
        if (message is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteBoolean("whole", message.IsWhole);
        json.WriteString("from", message.From);
        WriteTexts(json, "authorDomains", [.. message.AuthorDomains.Select(domain => domain.ToDisplayString())]);
        json.WriteString("to", message.To);
        json.WriteString("subject", message.Subject);
        json.WriteString("date", message.Date);
        json.WriteString("messageId", message.MessageId);
        json.WriteString("listId", message.ListId);
        json.WriteNumber("receivedFields", message.ReceivedFields);
        json.WriteStartArray("signatures");
        foreach ((string? domain, string? selector) in message.Signatures)
        {
            json.WriteStartObject();
            json.WriteString("domain", domain);
            json.WriteString("selector", selector);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string>? texts)
    {
        if (texts is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }
}
