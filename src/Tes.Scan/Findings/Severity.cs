namespace Tes.Scan.Findings;

/// <summary>How much a finding matters to the mail of the domain.</summary>
public enum Severity
{
    /// <summary>Nothing to do.</summary>
    Info,

    /// <summary>Untidy, or good to know before it matters.</summary>
    Notice,

    /// <summary>A protection is missing or weak.</summary>
    Warning,

    /// <summary>A protection that is claimed does not work, or mail can be read or forged easily.</summary>
    Error,

    /// <summary>Mail is delayed or lost because of it.</summary>
    Critical,
}
