namespace Tes.Dns.Dnssec;

/// <summary>What a DS record does for the DNSKEYs of its zone.</summary>
public enum DelegationSignerOutcome
{
    /// <summary>It vouches for a DNSKEY.</summary>
    Vouches,

    /// <summary>No DNSKEY has its key tag and algorithm.</summary>
    NoSuchKey,

    /// <summary>A DNSKEY has its key tag and algorithm, but another digest.</summary>
    DigestDiffers,

    /// <summary>Its algorithm is not supported, so it does not count (RFC 4035 §5.2).</summary>
    UnsupportedAlgorithm,

    /// <summary>Its digest type is not supported, so it does not count (RFC 4035 §5.2, RFC 6840 §5.2).</summary>
    UnsupportedDigestType,

    /// <summary>Its digest is SHA-1 and a stronger one stands beside it, so it does not count (RFC 4509 §3).</summary>
    WeakerDigest,

    /// <summary>More DS records stand before it than are looked at.</summary>
    LimitReached,

    /// <summary>It was not compared: no DNSKEY was obtained.</summary>
    NotCompared,
}
