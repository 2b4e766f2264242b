using Tes.Dns.Iana;

namespace Tes.Dns.Dnssec;

/// <summary>What a validator accepts, and how much work it does for one answer. All limits are named here.</summary>
public sealed record DnssecPolicy
{
    /// <summary>The defaults.</summary>
    public static DnssecPolicy Default { get; } = new();

    /// <summary>
    /// What to do with algorithms 5 and 7 and DS digest 1. RFC 9905 §2 asks implementations to go on validating them and
    /// operators to treat them as unsupported; validators in the field validate by default, and so does this.
    /// </summary>
    public Sha1Handling Sha1 { get; init; } = Sha1Handling.Validate;

    /// <summary>
    /// Most additional NSEC3 hash iterations; above it a zone's denials count as insecure (RFC 9276 §3.2). Unbound's value: 150.
    /// </summary>
    public int MaxNsec3Iterations { get; init; } = 150;

    /// <summary>Most RRSIGs tried for one RRset (CVE-2023-50387). Unbound's value: 8.</summary>
    public int MaxSignaturesPerRRset { get; init; } = 8;

    /// <summary>Most DNSKEYs with the same tag and algorithm tried for one RRSIG (CVE-2023-50387). Honest zones have one.</summary>
    public int MaxKeysPerSignature { get; init; } = 4;

    /// <summary>Most DS records of one delegation that are compared with keys. PowerDNS's value: 8.</summary>
    public int MaxDelegationSigners { get; init; } = 8;

    /// <summary>Most NSEC3 records of one answer that are looked at (CVE-2023-50868). Knot's value: 8.</summary>
    public int MaxNsec3Records { get; init; } = 8;

    /// <summary>Most DNSKEYs of one zone. Own limit: the largest legitimate sets in rollover hold about ten.</summary>
    public int MaxKeysPerZone { get; init; } = 32;

    /// <summary>
    /// Most work spent on signatures for one look-up, in verifications with ECDSA P-256 (P-384 and Ed448 count as eight, each key imported and
    /// each 16 KiB signed as one more). Own
    /// limit: a cold look-up below ten zone cuts needs about thirty; 256 take some 20 ms of CPU. Knot's value: 32 for one query.
    /// </summary>
    public int MaxVerificationCost { get; init; } = 256;

    /// <summary>
    /// Most signatures of one look-up that may turn out not to verify (CVE-2023-50387). Own limit: an honest chain has none, one with
    /// colliding key tags or stale signatures a few. BIND's value: 1 for one fetch, Unbound's: 8 for one RRset.
    /// </summary>
    public int MaxFailedVerifications { get; init; } = 16;

    /// <summary>
    /// Most SHA-1 blocks hashed for NSEC3 in one look-up (CVE-2023-50868). Own limit: a hundred names with 150 iterations and
    /// a short salt, some 5 ms of CPU; zones that follow RFC 9276 need one block for a name. PowerDNS's value: 600 hashes for one query.
    /// </summary>
    public int MaxNsec3HashBlocks { get; init; } = 16_384;

    /// <summary>Tolerance for clocks that differ, applied to both ends of a signature's validity; default none.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// Whether signatures by <paramref name="algorithm"/> are validated; others make a zone insecure (RFC 4035 §5.2). Those with SHA-1
    /// are not where the system's cryptographic policy forbids them.
    /// </summary>
    public bool Supports(DnssecAlgorithm algorithm) => algorithm switch
    {
        DnssecAlgorithm.RsaSha1 or DnssecAlgorithm.RsaSha1Nsec3Sha1 => Sha1 == Sha1Handling.Validate && Sha1Signatures.AreAvailable,
        DnssecAlgorithm.RsaSha256 or DnssecAlgorithm.RsaSha512 or DnssecAlgorithm.EcdsaP256Sha256
            or DnssecAlgorithm.EcdsaP384Sha384 or DnssecAlgorithm.Ed25519 or DnssecAlgorithm.Ed448 => true,
        _ => false,
    };

    /// <summary>Whether DS records with <paramref name="digestType"/> can vouch for a key.</summary>
    public bool Supports(DsDigestType digestType) => digestType switch
    {
        DsDigestType.Sha1 => Sha1 == Sha1Handling.Validate,
        DsDigestType.Sha256 or DsDigestType.Sha384 => true,
        _ => false,
    };
}
