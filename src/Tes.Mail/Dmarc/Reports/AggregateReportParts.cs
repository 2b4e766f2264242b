using System.Globalization;
using System.Net;
using Tes.Mail.Reports;

namespace Tes.Mail.Dmarc.Reports;

/// <summary>The parts of a report while it is read: each element is taken when it ends.</summary>
internal sealed class AggregateReportParts
{
    private readonly List<string> _errors = [];
    private readonly List<AggregateRecord> _records = [];
    private AggregateReport _report = new() { Records = [] };
    private PublishedPolicy _policy = new();
    private AggregateRecord _record = new();
    private List<PolicyOverride> _overrides = [];
    private List<ReportedAuthentication> _dkim = [];
    private List<ReportedAuthentication> _spf = [];
    private PolicyOverride _override = new(null, null);
    private ReportedAuthentication _authentication = new();

    /// <summary>Records, and entries of all lists in them and in the report.</summary>
    public int EntryCount { get; private set; }

    public AggregateReport ToReport() => _report with { Errors = _errors, Policy = _policy, Records = _records };

    /// <summary>Takes an element that ends.</summary>
    /// <param name="path">Its name and those of its ancestors, from the root down.</param>
    /// <param name="text">Its text.</param>
    public void Take(List<string> path, string text)
    {
        string name = path[^1];
        switch (path)
        {
            case [_, "record"]:
                EntryCount++;
                _records.Add(_record with { Overrides = _overrides, Dkim = _dkim, Spf = _spf });
                (_record, _overrides, _dkim, _spf) = (new(), [], [], []);
                break;
            case [_, "report_metadata", _]:
                TakeMetadata(name, text);
                break;
            case [_, "report_metadata", "date_range", "begin"]:
                _report = _report with { Begin = Time(text) };
                break;
            case [_, "report_metadata", "date_range", "end"]:
                _report = _report with { End = Time(text) };
                break;
            case [_, "policy_published", _]:
                TakePolicy(name, text);
                break;
            case [_, "record", "row", _] or [_, "record", "row", "policy_evaluated", _]:
                TakeRow(name, text);
                break;
            case [_, "record", "row", "policy_evaluated", "reason", _]:
                _override = name switch { "type" => _override with { Type = text }, "comment" => _override with { Comment = text }, _ => _override };
                break;
            // "identities" is what a draft called it, and some still do
            case [_, "record", "identifiers" or "identities", _]:
                TakeIdentifier(name, text);
                break;
            case [_, "record", "auth_results", "dkim" or "spf"]:
                EntryCount++;
                (name == "dkim" ? _dkim : _spf).Add(_authentication);
                _authentication = new();
                break;
            case [_, "record", "auth_results", "dkim" or "spf", _]:
                TakeAuthentication(name, text);
                break;
            default:
                break;
        }
    }

    private void TakeMetadata(string name, string text)
    {
        if (name == "error")
        {
            EntryCount++;
            _errors.Add(text);
        }

        _report = name switch
        {
            "org_name" => _report with { OrganizationName = text },
            "email" => _report with { Email = text },
            "extra_contact_info" => _report with { ExtraContactInfo = text },
            "report_id" => _report with { ReportId = text },
            "generator" => _report with { Generator = text },
            _ => _report,
        };
    }

    private void TakePolicy(string name, string text) => _policy = name switch
    {
        "domain" => _policy with { Domain = text },
        "discovery_method" => _policy with { DiscoveryMethod = Word(text) },
        "p" => _policy with { Policy = Word(text) },
        "sp" => _policy with { SubdomainPolicy = Word(text) },
        "np" => _policy with { NonexistentSubdomainPolicy = Word(text) },
        "adkim" => _policy with { DkimAlignment = Word(text) },
        "aspf" => _policy with { SpfAlignment = Word(text) },
        "fo" => _policy with { FailureOptions = text },
        "testing" => _policy with { Testing = Word(text) },
        _ => _policy,
    };

    private void TakeRow(string name, string text)
    {
        if (name == "reason")
        {
            EntryCount++;
            _overrides.Add(_override);
            _override = new(null, null);
        }

        _record = name switch
        {
            "source_ip" => _record with { SourceAddress = IPAddress.TryParse(text, out IPAddress? address) ? address : null },
            "count" => _record with { Count = Number(text) },
            "disposition" => _record with { Disposition = Word(text) },
            "dkim" => _record with { DkimAligned = Word(text) },
            "spf" => _record with { SpfAligned = Word(text) },
            _ => _record,
        };
    }

    private void TakeIdentifier(string name, string text) => _record = name switch
    {
        "header_from" => _record with { HeaderFrom = text },
        "envelope_from" => _record with { EnvelopeFrom = text },
        "envelope_to" => _record with { EnvelopeTo = text },
        _ => _record,
    };

    private void TakeAuthentication(string name, string text) => _authentication = name switch
    {
        "domain" => _authentication with { Domain = text },
        "selector" => _authentication with { Selector = text },
        "scope" => _authentication with { Scope = Word(text) },
        "result" => _authentication with { Result = Word(text) },
        "human_result" => _authentication with { HumanResult = text },
        _ => _authentication,
    };

    // Some senders write the words of the format in upper case.
    private static string Word(string text) => text.ToLowerInvariant();

    private static long Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= ReportLimits.MaxCount ? number : 0;

    // Seconds since 1970, within what a DateTimeOffset can be; some senders write fractions, which are cut off.
    private static DateTimeOffset? Time(string text)
    {
        int point = text.IndexOf('.', StringComparison.Ordinal);
        return long.TryParse(point < 0 ? text : text[..point], NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }
}
