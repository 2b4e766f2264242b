namespace Tes.Mail.TlsReporting;

/// <summary>Sessions that failed in one way (RFC 8460 §4.4, failure-details).</summary>
public sealed record TlsReportFailure
{
    /// <summary>result-type (RFC 8460 §4.3): <c>starttls-not-supported</c>, <c>certificate-expired</c> and so on; null where it is missing.</summary>
    public string? ResultType { get; init; }

    /// <summary>sending-mta-ip.</summary>
    public string? SendingMtaIp { get; init; }

    /// <summary>receiving-mx-hostname.</summary>
    public string? ReceivingMxHostname { get; init; }

    /// <summary>receiving-mx-helo.</summary>
    public string? ReceivingMxHelo { get; init; }

    /// <summary>receiving-ip.</summary>
    public string? ReceivingIp { get; init; }

    /// <summary>failed-session-count; 0 where it is missing.</summary>
    public long FailedSessions { get; init; }

    /// <summary>additional-information: a URI or a text.</summary>
    public string? AdditionalInformation { get; init; }

    /// <summary>failure-reason-code.</summary>
    public string? FailureReasonCode { get; init; }
}
