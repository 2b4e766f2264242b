using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Tes.Mail.Reports;

namespace Tes.Mail.TlsReporting;

/// <summary>
/// Reads reports of others: what is missing is null or 0, a lone text counts as a list of one and a number may be a text, as
/// reports in the field have it. What is no report is refused.
/// </summary>
internal sealed class TlsReportReader
{
    private int _entries;

    public static bool TryRead(byte[] octets, [NotNullWhen(true)] out TlsReport? report, [NotNullWhen(false)] out string? problem)
    {
        report = null;
        ArgumentNullException.ThrowIfNull(octets);
        if (!ReportFile.TryUnpack(octets, ".json", out IReadOnlyList<byte[]>? documents, out problem))
            return false;
        ReadOnlyMemory<byte> text = documents[0];
        if (text.Span.StartsWith("\uFEFF"u8))
            text = text[3..];
        if (!Utf8.IsValid(text.Span))
        {
            problem = "it is not text in UTF-8";
            return false;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = ReportLimits.MaxDepth });
            report = new TlsReportReader().Read(document.RootElement, out problem);
            return report is not null;
        }
        catch (JsonException)
        {
            problem = "it is not a JSON document, or nested too deep";
            return false;
        }
        catch (InvalidOperationException)
        {
            // What the library throws for an escape that is half of a surrogate pair, wherever it meets one.
            problem = "it has a text that is no Unicode";
            return false;
        }
    }

    private TlsReport? Read(JsonElement root, out string? problem)
    {
        problem = null;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("policies", out JsonElement policies) || policies.ValueKind != JsonValueKind.Array)
        {
            problem = "it has no list of policies, so it is no TLS report";
            return null;
        }

        var range = Find(root, "date-range");
        var report = new TlsReport
        {
            OrganizationName = Text(root, "organization-name"),
            Start = Time(range, "start-datetime"),
            End = Time(range, "end-datetime"),
            ContactInfo = Text(root, "contact-info"),
            ReportId = Text(root, "report-id"),
            Policies = ReadAll(policies, ReadPolicy),
        };
        if (_entries <= ReportLimits.MaxRecords)
            return report;
        problem = "it has more than 200000 policies, failures and entries of lists";
        return null;
    }

    private TlsReportPolicy ReadPolicy(JsonElement element)
    {
        JsonElement? policy = Find(element, "policy");
        JsonElement? summary = Find(element, "summary");
        return new TlsReportPolicy
        {
            PolicyType = Text(policy, "policy-type"),
            PolicyStrings = Texts(policy, "policy-string"),
            PolicyDomain = Text(policy, "policy-domain"),
            // RFC 8460 §4.4 has both: mx-host in the description, mx-host-pattern in some reports
            MxHosts = Texts(policy, "mx-host") is { Count: > 0 } hosts ? hosts : Texts(policy, "mx-host-pattern"),
            SuccessfulSessions = Count(summary, "total-successful-session-count"),
            FailedSessions = Count(summary, "total-failure-session-count"),
            Failures = Find(element, "failure-details") is { ValueKind: JsonValueKind.Array } failures ? ReadAll(failures, ReadFailure) : [],
        };
    }

    private static TlsReportFailure ReadFailure(JsonElement element) => new()
    {
        ResultType = Text(element, "result-type"),
        SendingMtaIp = Text(element, "sending-mta-ip"),
        ReceivingMxHostname = Text(element, "receiving-mx-hostname"),
        ReceivingMxHelo = Text(element, "receiving-mx-helo"),
        ReceivingIp = Text(element, "receiving-ip"),
        FailedSessions = Count(element, "failed-session-count"),
        AdditionalInformation = Text(element, "additional-information"),
        FailureReasonCode = Text(element, "failure-reason-code"),
    };

    private List<T> ReadAll<T>(JsonElement array, Func<JsonElement, T> read)
    {
        var items = new List<T>();
        foreach (JsonElement element in array.EnumerateArray())
        {
            if (++_entries > ReportLimits.MaxRecords)
                break;
            if (element.ValueKind == JsonValueKind.Object)
                items.Add(read(element));
        }

        return items;
    }

    private static JsonElement? Find(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(name, out JsonElement value) ? value : null;

    private static string? Text(JsonElement? parent, string name) => Find(parent, name) is { } value ? TextOf(value) : null;

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    private IReadOnlyList<string> Texts(JsonElement? parent, string name) => Find(parent, name) switch
    {
        { ValueKind: JsonValueKind.Array } array => [.. array.EnumerateArray().TakeWhile(_ => ++_entries <= ReportLimits.MaxRecords).Select(TextOf).OfType<string>()],
        { } value => TextOf(value) is { } text ? [text] : [],
        null => [],
    };

    // Less than nothing cannot have been counted.
    private static long Count(JsonElement? parent, string name) =>
        long.TryParse(Text(parent, name), NumberStyles.None, CultureInfo.InvariantCulture, out long count) && count <= ReportLimits.MaxCount ? count : 0;

    // RFC 8460 §4.4: a time by RFC 3339
    private static DateTimeOffset? Time(JsonElement? parent, string name) =>
        DateTimeOffset.TryParse(Text(parent, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time) ? time : null;
}
