using Tes.Dns.Iana;

namespace Tes.Testnet.Dns;

/// <summary>How a zone is signed. Keys come from the seed of the test net, except RSA keys, which one process makes once.</summary>
public sealed record ZoneSigning
{
    /// <summary>ECDSA P-256, NSEC, DS with SHA-256 in the parent.</summary>
    public static ZoneSigning Default { get; } = new();

    /// <summary>5, 7, 8, 10, 13, 14, 15 or 16; another number makes signatures that nobody can verify. RSA zones have one key for both roles, the others a KSK and a ZSK.</summary>
    public DnssecAlgorithm Algorithm { get; init; } = DnssecAlgorithm.EcdsaP256Sha256;

    /// <summary>1, 2 or 4.</summary>
    public DsDigestType DigestType { get; init; } = DsDigestType.Sha256;

    /// <summary>NSEC or NSEC3.</summary>
    public Denial Denial { get; init; } = new Denial.Nsec();

    /// <summary>What the parent says.</summary>
    public DsState Ds { get; init; } = DsState.Right;

    /// <summary>The zone's keys where they are not the usual ones; the first is that of the trust anchor.</summary>
    public IReadOnlyList<DeclaredKey> Keys { get; init; } = [];

    /// <summary>The DS records in the parent where <see cref="Ds"/> does not describe them.</summary>
    public IReadOnlyList<DeclaredDs> DelegationSigners { get; init; } = [];
}
