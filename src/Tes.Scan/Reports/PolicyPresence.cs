namespace Tes.Scan.Reports;

/// <summary>Whether a policy record is there.</summary>
public enum PolicyPresence
{
    /// <summary>There is none.</summary>
    Absent,

    /// <summary>There is exactly one.</summary>
    Published,

    /// <summary>There is more than one, which counts as none (RFC 8461 §3.1, RFC 8460 §3, RFC 9989 §4.10).</summary>
    Multiple,

    /// <summary>The look-up is bogus or failed.</summary>
    Unknown,
}
