namespace Tes.Mail.Dmarc;

/// <summary>A Domain Owner Assessment Policy (RFC 9989 §4.7, tags p, sp and np), from the weakest to the strictest.</summary>
public enum DmarcPolicy
{
    /// <summary>No preference is expressed.</summary>
    None,

    /// <summary>Mail that fails is suspicious.</summary>
    Quarantine,

    /// <summary>Mail that fails does not come from the domain.</summary>
    Reject,
}
