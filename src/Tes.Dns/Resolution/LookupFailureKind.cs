namespace Tes.Dns.Resolution;

/// <summary>Why a look-up could not be completed.</summary>
public enum LookupFailureKind
{
    /// <summary>No answer in time from any upstream.</summary>
    Timeout,

    /// <summary>No upstream could be reached: refused, no route.</summary>
    Unreachable,

    /// <summary>RCODE SERVFAIL.</summary>
    ServFail,

    /// <summary>RCODE REFUSED.</summary>
    Refused,

    /// <summary>Another RCODE that is neither NOERROR nor NXDOMAIN.</summary>
    ErrorResponse,

    /// <summary>The answer was no DNS message, or not one to the question.</summary>
    Malformed,

    /// <summary>More aliases than the limit, or a loop of them.</summary>
    TooManyAliases,

    /// <summary>A limit on work per look-up was reached (questions, signatures, hashes).</summary>
    BudgetExceeded,
}
