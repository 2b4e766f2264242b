using System.Globalization;
using System.Net;
using Tes.Dns;
using Tes.Mail.AuthenticationResults;
using Tes.Mail.Messages;
using Tes.Mail.Reports;

namespace Tes.Mail.Dmarc.FailureReports;

/// <summary>Reads the fields of a message/feedback-report part (RFC 5965 §3, RFC 6591 §3, RFC 9991 §4).</summary>
internal sealed class FeedbackPart
{
    // RFC 5965 §3.1 and §3.2, RFC 6591 §3.1 and §3.2, RFC 6692 §2, RFC 9991 §4: what may stand once
    private static readonly string[] OnceFields =
    [
        "Feedback-Type", "Version", "User-Agent", "Auth-Failure", AuthenticationResultsField.FieldName, "Identity-Alignment", "Original-Envelope-Id", "Original-Mail-From",
        "Arrival-Date", "Source-IP", "Source-Port", "Reporting-MTA", "Delivery-Result", "Incidents",
        "DKIM-Domain", "DKIM-Identity", "DKIM-Selector", "DKIM-Canonicalized-Header", "DKIM-Canonicalized-Body",
    ];

    // Of the others nothing is kept.
    private static readonly HashSet<string> ReadFields = new(
        [.. OnceFields, "Received-Date", "Original-Rcpt-To", "Reported-Domain", "Reported-URI", "SPF-DNS", "DKIM-Selector-DNS", "DKIM-ADSP-DNS"], StringComparer.OrdinalIgnoreCase);

    private readonly List<string> _flaws = [];
    private readonly List<string> _outerFlaws = [];
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.OrdinalIgnoreCase);

    private FeedbackPart(MailMessage fields)
    {
        foreach (HeaderField field in fields.Fields)
        {
            if (!ReadFields.Contains(field.Name))
                continue;
            if (!_values.TryGetValue(field.Name, out List<string>? values))
                _values.Add(field.Name, values = []);
            // One more shows that there are too many.
            if (values.Count <= FailureReportLimits.MaxEntries)
                values.Add(FieldText.Unfold(field.Value.Span));
        }
    }

    /// <param name="octets">The content of the part.</param>
    /// <param name="part">Its fields; null where it is of another type than auth-failure.</param>
    /// <returns>Which limit is passed; null where none is.</returns>
    public static string? Read(ReadOnlyMemory<byte> octets, out FeedbackPart? part)
    {
        part = null;
        // Some senders begin with an empty line, which would end the fields.
        while (octets.Span.StartsWith("\r\n"u8))
            octets = octets[2..];
        if (!MailMessage.TryRead(octets, out MailMessage? fields, out ParseFailure _))
            return "its message/feedback-report part is longer than 1 MiB";
        var read = new FeedbackPart(fields);
        part = read.Word("Feedback-Type") == "auth-failure" ? read : null;
        return null;
    }

    /// <summary>Tells a flaw of the report besides those of its fields.</summary>
    public void Add(string flaw) => _outerFlaws.Add(flaw);

    /// <summary>The report; once.</summary>
    public FailureReport ToReport(ReportedMessage? message)
    {
        _flaws.AddRange(OnceFields.Where(name => _values.GetValueOrDefault(name)?.Count > 1).Select(name => $"{name} stands more than once"));
        string? failure = Required(Word("Auth-Failure"), "Auth-Failure");
        var dkim = new DkimFailureDetails
        {
            Domain = Bare("DKIM-Domain"),
            Identity = Bare("DKIM-Identity"),
            Selector = Bare("DKIM-Selector"),
            CanonicalizedHeader = WithoutSpace("DKIM-Canonicalized-Header"),
            CanonicalizedBody = WithoutSpace("DKIM-Canonicalized-Body"),
            KeyRecord = First("DKIM-Selector-DNS"),
            AdspRecord = First("DKIM-ADSP-DNS"),
        };
        var report = new FailureReport
        {
            Version = Version(),
            UserAgent = Required(First("User-Agent"), "User-Agent"),
            AuthenticationFailure = failure,
            AuthenticationResults = Results(),
            // RFC 9991 §4: required of reports of DMARC alone
            IdentityAlignment = failure == "dmarc" ? Required(Alignment(), "Identity-Alignment") : Alignment(),
            OriginalEnvelopeId = First("Original-Envelope-Id"),
            OriginalMailFrom = First("Original-Mail-From") is { } from ? WithoutBrackets(from) : null,
            OriginalRecipients = [.. All("Original-Rcpt-To").Select(WithoutBrackets)],
            ArrivalDate = Read("Arrival-Date", MailDate.Read) ?? Read("Received-Date", MailDate.Read),
            SourceAddress = Read<IPAddress>("Source-IP", AddressOf),
            SourcePort = Read("Source-Port", text => NumberOf(text) is >= 0 and <= ushort.MaxValue and long port ? (int?)port : null),
            ReportedDomains = [.. All("Reported-Domain").Select(FieldText.WithoutComments)],
            ReportedUris = All("Reported-URI"),
            ReportingMta = Bare("Reporting-MTA"),
            DeliveryResult = Word("Delivery-Result"),
            Incidents = Read("Incidents", text => NumberOf(text)) ?? 1,
            Dkim = dkim.IsEmpty ? null : dkim,
            SpfRecords = All("SPF-DNS"),
            Message = message,
        };
        if (report.ReportedDomains.Count == 0)
            _flaws.Add("Reported-Domain is missing");
        AddMissingDetails(report);
        return report with { Flaws = [.. _flaws, .. _outerFlaws] };
    }

    private List<string> All(string name) => _values.GetValueOrDefault(name) ?? [];

    private string? First(string name) => _values.GetValueOrDefault(name)?[0];

    private string? Bare(string name) => First(name) is { } text ? FieldText.WithoutComments(text) : null;

    private string? Word(string name) => Bare(name)?.ToLowerInvariant();

    private string? WithoutSpace(string name) =>
        Bare(name) is { } text ? string.Concat(text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)) : null;

    private T? Required<T>(T? value, string name)
        where T : class
    {
        if (value is not (null or string { Length: 0 }))
            return value;
        _flaws.Add($"{name} is missing");
        return null;
    }

    private string? Version()
    {
        string? version = Required(Bare("Version"), "Version");
        // RFC 5965 §3.1
        if (version is not (null or "1"))
            _flaws.Add("Version is not 1");
        return version;
    }

    // RFC 9991 §4 requires these for what failed, RFC 7489 §7.3.1 for a message that was signed, and the record always: for a method that is named either does.
    private void AddMissingDetails(FailureReport report)
    {
        if (IsNamed("dkim"))
        {
            foreach (string name in new[] { "DKIM-Domain", "DKIM-Identity", "DKIM-Selector" })
                Required(Bare(name), name);
        }

        if (IsNamed("spf"))
            Required(First("SPF-DNS"), "SPF-DNS");

        // There is nothing to show of a message without a signature, or a domain without a record.
        bool IsNamed(string method) => report.IdentityAlignment?.Contains(method, StringComparer.Ordinal) == true
            && (report.AuthenticationResults?.Results ?? []).Where(result => result.Method == method).All(result => result.Result != "none");
    }

    private AuthenticationResultsField? Results()
    {
        if (Required(First(AuthenticationResultsField.FieldName), AuthenticationResultsField.FieldName) is not { } text)
            return null;
        if (AuthenticationResultsField.TryParse(text, out AuthenticationResultsField? field, out ParseFailure _))
            return field;
        _flaws.Add($"{AuthenticationResultsField.FieldName} cannot be read");
        return null;
    }

    private string[]? Alignment()
    {
        if (Word("Identity-Alignment") is not { Length: > 0 } text)
            return null;
        string[] words = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (words is not ["none"] && (words.Length == 0 || words.Any(word => word is not ("dkim" or "spf"))))
            _flaws.Add("Identity-Alignment has something else than dkim, spf or none");
        else if (words.Distinct(StringComparer.Ordinal).Count() < words.Length)
            _flaws.Add("Identity-Alignment names a method twice");
        return words;
    }

    private T? Read<T>(string name, Func<string, T?> read)
        where T : class
    {
        if (Bare(name) is not { } text)
            return null;
        T? value = read(text);
        if (value is null)
            _flaws.Add($"{name} cannot be read");
        return value;
    }

    private T? Read<T>(string name, Func<string, T?> read)
        where T : struct
    {
        if (Bare(name) is not { } text)
            return null;
        T? value = read(text);
        if (value is null)
            _flaws.Add($"{name} cannot be read");
        return value;
    }

    // RFC 5965 §3.2 has the plain address; some write that of an address literal (RFC 5321 §4.1.3).
    private static IPAddress? AddressOf(string text)
    {
        text = text.Trim('[', ']');
        text = text.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase) ? text[5..] : text;
        if (text.Contains('%', StringComparison.Ordinal) || !IPAddress.TryParse(text, out IPAddress? address))
            return null;
        // The library reads numbers and octal digits as IPv4 addresses, too.
        return text.Contains(':', StringComparison.Ordinal) || address.ToString() == text ? address : null;
    }

    private static long? NumberOf(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= ReportLimits.MaxCount ? number : null;

    private static string WithoutBrackets(string path) => path.StartsWith('<') && path.EndsWith('>') ? path[1..^1] : path;
}
