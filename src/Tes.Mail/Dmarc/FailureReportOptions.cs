namespace Tes.Mail.Dmarc;

/// <summary>When a failure report is wanted (RFC 9989 §4.7, tag fo).</summary>
[Flags]
public enum FailureReportOptions
{
    /// <summary>Never; no record says so.</summary>
    None = 0,

    /// <summary><c>0</c>, the default: when no mechanism gives an aligned pass.</summary>
    AllMechanismsFail = 1,

    /// <summary><c>1</c>: when any mechanism gives none.</summary>
    AnyMechanismFails = 2,

    /// <summary><c>d</c>: when a DKIM signature fails, aligned or not.</summary>
    DkimFails = 4,

    /// <summary><c>s</c>: when SPF fails, aligned or not.</summary>
    SpfFails = 8,
}
