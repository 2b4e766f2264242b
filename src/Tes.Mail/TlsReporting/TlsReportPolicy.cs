namespace Tes.Mail.TlsReporting;

/// <summary>What became of the sessions under one policy (RFC 8460 §4.4).</summary>
public sealed record TlsReportPolicy
{
    /// <summary>policy-type: <c>tlsa</c>, <c>sts</c> or <c>no-policy-found</c>; null where it is missing.</summary>
    public string? PolicyType { get; init; }

    /// <summary>policy-string: the TLSA records, or the lines of the MTA-STS policy.</summary>
    public IReadOnlyList<string> PolicyStrings { get; init; } = [];

    /// <summary>policy-domain; null where it is missing.</summary>
    public string? PolicyDomain { get; init; }

    /// <summary>mx-host: the patterns of the policy.</summary>
    public IReadOnlyList<string> MxHosts { get; init; } = [];

    /// <summary>total-successful-session-count; 0 where it is missing.</summary>
    public long SuccessfulSessions { get; init; }

    /// <summary>total-failure-session-count; 0 where it is missing.</summary>
    public long FailedSessions { get; init; }

    /// <summary>failure-details.</summary>
    public IReadOnlyList<TlsReportFailure> Failures { get; init; } = [];
}
