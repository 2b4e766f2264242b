using Tes.Dns.Iana;

namespace Tes.Testnet.Dns;

/// <summary>A DS record that the parent publishes, for zones that <see cref="DsState"/> does not describe.</summary>
/// <param name="Key">Name of the key that it is of (<see cref="DeclaredKey.Name"/>).</param>
public sealed record DeclaredDs(string Key)
{
    /// <summary>1, 2 or 4, or a number without meaning: then the digest is that of 2.</summary>
    public DsDigestType DigestType { get; init; } = DsDigestType.Sha256;

    /// <summary>The algorithm field; null for that of the key.</summary>
    public DnssecAlgorithm? Algorithm { get; init; }

    /// <summary>The key tag; null for that of the key.</summary>
    public ushort? Tag { get; init; }

    /// <summary>Right, or <see cref="DsState.Wrong"/> for a digest of something else.</summary>
    public DsState State { get; init; } = DsState.Right;
}
