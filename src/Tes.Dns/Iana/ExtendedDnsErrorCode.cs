namespace Tes.Dns.Iana;

/// <summary>Extended DNS Error codes (RFC 8914 §4 and its registry). Complete as of 2026-11. Unassigned numbers are valid values.</summary>
public enum ExtendedDnsErrorCode : ushort
{
    /// <summary>Other Error.</summary>
    Other = 0,

    /// <summary>Unsupported DNSKEY Algorithm.</summary>
    UnsupportedDnskeyAlgorithm = 1,

    /// <summary>Unsupported DS Digest Type.</summary>
    UnsupportedDsDigestType = 2,

    /// <summary>Stale Answer.</summary>
    StaleAnswer = 3,

    /// <summary>Forged Answer.</summary>
    ForgedAnswer = 4,

    /// <summary>DNSSEC Indeterminate.</summary>
    DnssecIndeterminate = 5,

    /// <summary>DNSSEC Bogus.</summary>
    DnssecBogus = 6,

    /// <summary>Signature Expired.</summary>
    SignatureExpired = 7,

    /// <summary>Signature Not Yet Valid.</summary>
    SignatureNotYetValid = 8,

    /// <summary>DNSKEY Missing.</summary>
    DnskeyMissing = 9,

    /// <summary>RRSIGs Missing.</summary>
    RrsigsMissing = 10,

    /// <summary>No Zone Key Bit Set.</summary>
    NoZoneKeyBitSet = 11,

    /// <summary>NSEC Missing.</summary>
    NsecMissing = 12,

    /// <summary>Cached Error.</summary>
    CachedError = 13,

    /// <summary>Not Ready.</summary>
    NotReady = 14,

    /// <summary>Blocked.</summary>
    Blocked = 15,

    /// <summary>Censored.</summary>
    Censored = 16,

    /// <summary>Filtered.</summary>
    Filtered = 17,

    /// <summary>Prohibited.</summary>
    Prohibited = 18,

    /// <summary>Stale NXDOMAIN Answer.</summary>
    StaleNXDomainAnswer = 19,

    /// <summary>Not Authoritative.</summary>
    NotAuthoritative = 20,

    /// <summary>Not Supported.</summary>
    NotSupported = 21,

    /// <summary>No Reachable Authority.</summary>
    NoReachableAuthority = 22,

    /// <summary>Network Error.</summary>
    NetworkError = 23,

    /// <summary>Invalid Data.</summary>
    InvalidData = 24,

    /// <summary>Signature Expired before Valid.</summary>
    SignatureExpiredBeforeValid = 25,

    /// <summary>Too Early (RFC 9250).</summary>
    TooEarly = 26,

    /// <summary>Unsupported NSEC3 Iterations Value (RFC 9276).</summary>
    UnsupportedNsec3IterationsValue = 27,

    /// <summary>Unable to conform to policy.</summary>
    UnableToConformToPolicy = 28,

    /// <summary>Synthesized.</summary>
    Synthesized = 29,

    /// <summary>Invalid Query Type (RFC 9824).</summary>
    InvalidQueryType = 30,
}
