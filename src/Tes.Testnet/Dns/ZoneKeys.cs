using System.Security.Cryptography;
using Tes.Dns.Iana;

namespace Tes.Testnet.Dns;

/// <summary>The keys of a signed zone and the DS record that its parent publishes.</summary>
internal sealed class ZoneKeys
{
    // Unassigned numbers.
    private const byte UnknownAlgorithm = 200;
    private const byte UnknownDigestType = 200;

    private readonly Zone _zone;
    private readonly ZoneSigning _signing;

    public ZoneKeys(Zone zone, ZoneSigning signing, string seed)
    {
        _zone = zone;
        _signing = signing;
        KeySigningKey = SigningKey.Create(signing.Algorithm, zone.Apex, KeyRole.KeySigning, seed);
        ZoneSigningKey = IsRsa(signing.Algorithm) ? KeySigningKey : SigningKey.Create(signing.Algorithm, zone.Apex, KeyRole.ZoneSigning, seed);
    }

    public SigningKey KeySigningKey { get; }

    public SigningKey ZoneSigningKey { get; }

    /// <summary>The DNSKEY RRset.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Dnskeys =>
        ReferenceEquals(KeySigningKey, ZoneSigningKey) ? [KeySigningKey.Dnskey] : [KeySigningKey.Dnskey, ZoneSigningKey.Dnskey];

    /// <summary>RDATA of a DS that matches the KSK (RFC 4034 §5.1).</summary>
    public byte[] RightDs()
    {
        byte[] data = [.. _zone.Apex.ToCanonicalWire(), .. KeySigningKey.Dnskey];
        return Ds((byte)KeySigningKey.Algorithm, (byte)_signing.DigestType, Digest(_signing.DigestType, data));
    }

    /// <summary>RDATA of the DS that the parent publishes; null when it publishes none.</summary>
    public byte[]? PublishedDs()
    {
        byte[] right = RightDs();
        byte algorithm = (byte)KeySigningKey.Algorithm;
        switch (_signing.Ds)
        {
            case DsState.Right:
                return right;
            case DsState.Absent:
                return null;
            case DsState.Wrong:
                right[^1] ^= 1;
                return right;
            case DsState.UnknownAlgorithm:
                return Ds(UnknownAlgorithm, (byte)_signing.DigestType, right[4..]);
            case DsState.UnknownDigestType:
                return Ds(algorithm, UnknownDigestType, right[4..]);
            default:
                throw new InvalidOperationException($"Nothing is made for the DS state {_signing.Ds}.");
        }
    }

    private byte[] Ds(byte algorithm, byte digestType, byte[] digest) =>
        [(byte)(KeySigningKey.Tag >> 8), (byte)KeySigningKey.Tag, algorithm, digestType, .. digest];

    private static byte[] Digest(DsDigestType type, byte[] data) => type switch
    {
#pragma warning disable CA5350 // digest type 1 is SHA-1, and validators must be shown zones that use it
        DsDigestType.Sha1 => SHA1.HashData(data),
#pragma warning restore CA5350
        DsDigestType.Sha256 => SHA256.HashData(data),
        DsDigestType.Sha384 => SHA384.HashData(data),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "The test net cannot make this DS digest."),
    };

    private static bool IsRsa(DnssecAlgorithm algorithm) => algorithm
        is DnssecAlgorithm.RsaSha1 or DnssecAlgorithm.RsaSha1Nsec3Sha1 or DnssecAlgorithm.RsaSha256 or DnssecAlgorithm.RsaSha512;
}
