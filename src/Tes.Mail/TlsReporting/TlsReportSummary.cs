namespace Tes.Mail.TlsReporting;

/// <summary>Many TLS reports added up. A report that comes twice counts once. All texts are a peer's, to be escaped wherever they are shown.</summary>
public sealed class TlsReportSummary
{
    private readonly HashSet<(string?, string, DateTimeOffset?)> _seen = [];
    private readonly Dictionary<(string Organization, string Domain, string Type), (long Succeeded, long Failed)> _policies = [];
    private readonly Dictionary<(string Domain, string ResultType, string MxHost), long> _failures = [];

    /// <summary>Reports that were added.</summary>
    public int Reports { get; private set; }

    /// <summary>Reports that had been added already, by who reports, report-id and begin.</summary>
    public int Duplicates { get; private set; }

    /// <summary>The earliest start; null where none is known.</summary>
    public DateTimeOffset? Start { get; private set; }

    /// <summary>The latest end; null where none is known.</summary>
    public DateTimeOffset? End { get; private set; }

    /// <summary>Sessions by who reports, policy domain and policy type, in that order; empty texts where reports did not say.</summary>
    public IEnumerable<(string Organization, string Domain, string Type, long Succeeded, long Failed)> Policies =>
        _policies.OrderBy(entry => entry.Key, Comparer<(string, string, string)>.Create(Compare))
            .Select(entry => (entry.Key.Organization, entry.Key.Domain, entry.Key.Type, entry.Value.Succeeded, entry.Value.Failed));

    /// <summary>Failed sessions by policy domain, result type and MX host, those with most sessions first; empty texts where reports did not say.</summary>
    public IEnumerable<(string Domain, string ResultType, string MxHost, long Sessions)> Failures =>
        _failures.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, Comparer<(string, string, string)>.Create(Compare))
            .Select(entry => (entry.Key.Domain, entry.Key.ResultType, entry.Key.MxHost, entry.Value));

    /// <summary>Adds a report.</summary>
    public void Add(TlsReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.ReportId is { } id && !_seen.Add((report.OrganizationName, id, report.Start)))
        {
            Duplicates++;
            return;
        }

        Reports++;
        Start = report.Start is { } start && !(Start < start) ? start : Start;
        End = report.End is { } end && !(End > end) ? end : End;
        foreach (TlsReportPolicy policy in report.Policies)
        {
            string domain = policy.PolicyDomain?.ToLowerInvariant() ?? string.Empty;
            (string, string, string) key = (report.OrganizationName ?? string.Empty, domain, policy.PolicyType ?? string.Empty);
            (long succeeded, long failed) = _policies.GetValueOrDefault(key);
            _policies[key] = (succeeded + policy.SuccessfulSessions, failed + policy.FailedSessions);
            foreach (TlsReportFailure failure in policy.Failures)
            {
                (string, string, string) kind = (domain, failure.ResultType ?? string.Empty, failure.ReceivingMxHostname?.ToLowerInvariant() ?? string.Empty);
                _failures[kind] = _failures.GetValueOrDefault(kind) + failure.FailedSessions;
            }
        }
    }

    private static int Compare((string First, string Second, string Third) left, (string First, string Second, string Third) right)
    {
        int order = string.CompareOrdinal(left.First, right.First);
        order = order != 0 ? order : string.CompareOrdinal(left.Second, right.Second);
        return order != 0 ? order : string.CompareOrdinal(left.Third, right.Third);
    }
}
