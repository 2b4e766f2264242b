namespace Tes.TransportSecurity;

/// <summary>How DANE turned out at one address. The words of the JSON contract stand in quotes.</summary>
public enum DaneVerdict
{
    /// <summary>"match": a usable record matches the chain.</summary>
    Match,

    /// <summary>"mismatch": there are usable records, and none matches the chain.</summary>
    Mismatch,

    /// <summary>"not-applicable": the host has no secure TLSA records.</summary>
    NotApplicable,

    /// <summary>"unusable": the host has secure TLSA records, none of them usable.</summary>
    Unusable,

    /// <summary>"untested": the records or the chain could not be obtained.</summary>
    Untested,
}
