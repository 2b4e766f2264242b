namespace Tes.Mail.TlsReporting;

/// <summary>Adds up the sessions of a day for the report to one domain (RFC 8460 §4.1): sessions are counted, not messages, and those that succeed too. Not for several threads at once.</summary>
public sealed class TlsReportBuilder
{
    /// <summary>
    /// Most different failures of a report that are kept apart. Own limit: whoever answers chooses what makes failures differ; those
    /// beyond are counted as failed sessions without details.
    /// </summary>
    public const int MaxFailures = 1000;

    private readonly Dictionary<string, Sums> _policies = new(StringComparer.Ordinal);
    private int _failures;

    /// <summary>Counts a session.</summary>
    /// <param name="policy">The policy that was applied; its counts and failures are not looked at.</param>
    /// <param name="failure">What went wrong; its count is not looked at. Null where TLS was as the policy wants it.</param>
    public void Add(TlsReportPolicy policy, TlsReportFailure? failure)
    {
        ArgumentNullException.ThrowIfNull(policy);
        string key = string.Join('\n', [policy.PolicyType, policy.PolicyDomain, .. policy.PolicyStrings, "", .. policy.MxHosts]);
        if (!_policies.TryGetValue(key, out Sums? sums))
            _policies[key] = sums = new Sums(policy);
        if (failure is null)
        {
            sums.Succeeded++;
            return;
        }

        sums.Failed++;
        TlsReportFailure kind = failure with { FailedSessions = 0 };
        if (sums.Failures.TryGetValue(kind, out long count))
            sums.Failures[kind] = count + 1;
        else if (_failures++ < MaxFailures)
            sums.Failures[kind] = 1;
    }

    /// <summary>The report.</summary>
    /// <param name="organizationName">Who reports.</param>
    /// <param name="contactInfo">Whom to ask about it.</param>
    /// <param name="reportId">Unique among the reports of that organization.</param>
    /// <param name="day">The day that is reported, UTC (RFC 8460 §4.1).</param>
    public TlsReport Build(string organizationName, string contactInfo, string reportId, DateOnly day) => new()
    {
        OrganizationName = organizationName,
        ContactInfo = contactInfo,
        ReportId = reportId,
        Start = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero),
        End = new DateTimeOffset(day, new TimeOnly(23, 59, 59), TimeSpan.Zero),
        Policies = [.. _policies.Values.Select(sums => sums.ToPolicy())],
    };

    /// <summary>The name of the file with a report (RFC 8460 §5.1).</summary>
    /// <param name="submitter">The domain of who reports.</param>
    /// <param name="policyDomain">The domain that is reported about.</param>
    /// <param name="report">The report.</param>
    public static string FileName(string submitter, string policyDomain, TlsReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{submitter}!{policyDomain}!{report.Start?.ToUnixTimeSeconds() ?? 0}!{report.End?.ToUnixTimeSeconds() ?? 0}.json.gz");
    }

    private sealed class Sums(TlsReportPolicy policy)
    {
        public long Succeeded { get; set; }

        public long Failed { get; set; }

        public Dictionary<TlsReportFailure, long> Failures { get; } = [];

        public TlsReportPolicy ToPolicy() => policy with
        {
            SuccessfulSessions = Succeeded,
            FailedSessions = Failed,
            Failures = [.. Failures.Select(failure => failure.Key with { FailedSessions = failure.Value })],
        };
    }
}
