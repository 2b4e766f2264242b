using Tes.Dns.Iana;

namespace Tes.Testnet.Dns;

/// <summary>A key of a zone, for zones with other keys than the usual pair.</summary>
/// <param name="Name">Its name among the zone's keys; another name makes another key.</param>
public sealed record DeclaredKey(string Name)
{
    /// <summary>RFC 4034 §2.1.1: Zone Key and Secure Entry Point.</summary>
    public const ushort KeySigningFlags = 0x0101;

    /// <summary>RFC 4034 §2.1.1: Zone Key.</summary>
    public const ushort ZoneSigningFlags = 0x0100;

    /// <summary>5, 7, 8, 10, 13, 14, 15, 16, or another number: then it signs with octets that mean nothing.</summary>
    public DnssecAlgorithm Algorithm { get; init; } = DnssecAlgorithm.EcdsaP256Sha256;

    /// <summary>The flags field.</summary>
    public ushort Flags { get; init; } = KeySigningFlags;

    /// <summary>The protocol field; 3 in every DNSKEY that counts (RFC 4034 §2.1.2).</summary>
    public byte Protocol { get; init; } = 3;

    /// <summary>What it signs.</summary>
    public KeyUse Use { get; init; } = KeyUse.Everything;

    /// <summary>Whether the DNSKEY RRset holds it.</summary>
    public KeyPublication Publication { get; init; } = KeyPublication.Published;
}
