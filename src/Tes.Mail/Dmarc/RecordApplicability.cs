namespace Tes.Mail.Dmarc;

/// <summary>What a receiver makes of a record (RFC 9989 §4.10.1).</summary>
public enum RecordApplicability
{
    /// <summary>Its policies count as they are.</summary>
    AsPublished,

    /// <summary>p is missing, or p, sp or np is not valid, and there is somebody to report to: as if it said <c>p=none</c>.</summary>
    AsPolicyNone,

    /// <summary>The same, and nobody to report to: no DMARC processing.</summary>
    NoProcessing,
}
