using System.Net;

namespace Tes.Mail.Dmarc.Reports;

/// <summary>Many aggregate reports added up. A report that comes twice counts once (RFC 9990 §3.5.4).</summary>
public sealed class AggregateSummary
{
    private readonly HashSet<(string?, string?, DateTimeOffset?, string?)> _seen = [];
    private readonly Dictionary<(IPAddress?, string), AggregateSource> _sources = [];
    private readonly SortedDictionary<DateOnly, AggregateDay> _days = [];
    private readonly SortedSet<string> _organizations = new(StringComparer.Ordinal);

    /// <summary>Reports that were added.</summary>
    public int Reports { get; private set; }

    /// <summary>Reports that had been added already, by who reports, report_id, begin and domain.</summary>
    public int Duplicates { get; private set; }

    /// <summary>The earliest begin; null where none is known.</summary>
    public DateTimeOffset? Begin { get; private set; }

    /// <summary>The latest end; null where none is known.</summary>
    public DateTimeOffset? End { get; private set; }

    /// <summary>Who reports, in order: a peer's text, to be escaped wherever it is shown.</summary>
    public IReadOnlyCollection<string> Organizations => _organizations;

    /// <summary>The sources, those with most messages first.</summary>
    public IReadOnlyList<AggregateSource> Sources =>
        [.. _sources.Values.OrderByDescending(source => source.Messages).ThenBy(source => source.Address?.ToString(), StringComparer.Ordinal).ThenBy(source => source.Domain, StringComparer.Ordinal)];

    /// <summary>The days on which periods of reports begin, in order. Reports that do not say when are in none.</summary>
    public IReadOnlyCollection<AggregateDay> Days => _days.Values;

    /// <summary>Adds a report.</summary>
    public void Add(AggregateReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        // Without an identifier nothing tells a report from another one.
        if (report.ReportId is not null && !_seen.Add((report.OrganizationName, report.ReportId, report.Begin, report.Policy.Domain)))
        {
            Duplicates++;
            return;
        }

        Reports++;
        if (report.OrganizationName is { } organization)
            _organizations.Add(organization);
        Begin = report.Begin is { } begin && !(Begin < begin) ? begin : Begin;
        End = report.End is { } end && !(End > end) ? end : End;
        if (report.Begin is { } of)
        {
            var day = DateOnly.FromDateTime(of.UtcDateTime);
            AggregateDay before = _days.GetValueOrDefault(day) ?? new AggregateDay(day, 0, 0);
            _days[day] = before with
            {
                Messages = before.Messages + report.Records.Sum(record => record.Count),
                Passed = before.Passed + report.Records.Where(record => record.Result == DmarcResult.Pass).Sum(record => record.Count),
            };
        }

        foreach (AggregateRecord record in report.Records)
        {
            (IPAddress?, string) key = (record.SourceAddress, (record.HeaderFrom ?? report.Policy.Domain ?? string.Empty).ToLowerInvariant());
            _sources[key] = (_sources.TryGetValue(key, out AggregateSource? source) ? source : new AggregateSource(key.Item1, key.Item2, 0, 0, 0, 0, 0, 0)).With(record);
        }
    }
}
