namespace Tes.Mail.Dmarc;

/// <summary>The results of DMARC in an Authentication-Results field (RFC 8601 §2.7, RFC 9989 §9), with their words in lower case.</summary>
public enum DmarcResult
{
    /// <summary>No record governs, or there is not exactly one Author Domain: DMARC does not apply.</summary>
    None,

    /// <summary>An aligned identifier passed.</summary>
    Pass,

    /// <summary>None did.</summary>
    Fail,

    /// <summary>A query failed: neither pass nor fail, and the policy must not be applied (RFC 9989 §5.3.6).</summary>
    TempError,

    /// <summary>The record that governs has a policy that is not valid, and nobody to report it to: DMARC does not apply.</summary>
    PermError,
}
