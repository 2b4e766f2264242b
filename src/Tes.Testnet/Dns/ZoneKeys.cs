using System.Security.Cryptography;
using Tes.Dns.Iana;

namespace Tes.Testnet.Dns;

/// <summary>The keys of a signed zone and the DS records that its parent publishes.</summary>
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
        All = [.. Declared(signing).Select(declared => SigningKey.Create(declared, zone.Apex, seed))];
    }

    /// <summary>All keys, whether they are in the DNSKEY RRset or not.</summary>
    public IReadOnlyList<SigningKey> All { get; }

    /// <summary>The key that the usual DS and trust anchor are of.</summary>
    public SigningKey KeySigningKey => All[0];

    /// <summary>The DNSKEY RRset.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Dnskeys =>
        [.. All.Where(key => key.Declared.Publication == KeyPublication.Published).Select(key => (ReadOnlyMemory<byte>)key.Dnskey)];

    /// <summary>The key with this name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public SigningKey Named(string name) =>
        All.FirstOrDefault(key => key.Declared.Name == name) ?? throw new ArgumentException($"The zone {_zone.Apex} has no key {name}.", nameof(name));

    /// <summary>The keys that sign RRsets of this type.</summary>
    public IEnumerable<SigningKey> SignersOf(RRType type)
    {
        KeyUse use = type == RRType.Dnskey ? KeyUse.KeySet : KeyUse.Data;
        return All.Where(key => key.Declared.Use == use || key.Declared.Use == KeyUse.Everything);
    }

    /// <summary>RDATA of a DS that matches the KSK (RFC 4034 §5.1).</summary>
    public byte[] RightDs() => Ds(new DeclaredDs(KeySigningKey.Declared.Name) { DigestType = _signing.DigestType });

    /// <summary>RDATA of the DS records that the parent publishes; none when it publishes none.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> PublishedDs()
    {
        if (_signing.DelegationSigners.Count > 0)
            return [.. _signing.DelegationSigners.Select(ds => (ReadOnlyMemory<byte>)Ds(ds))];
        var usual = new DeclaredDs(KeySigningKey.Declared.Name) { DigestType = _signing.DigestType };
        switch (_signing.Ds)
        {
            case DsState.Right or DsState.Wrong:
                return [Ds(usual with { State = _signing.Ds })];
            case DsState.Absent:
                return [];
            case DsState.UnknownAlgorithm:
                return [Ds(usual with { Algorithm = (DnssecAlgorithm)UnknownAlgorithm })];
            case DsState.UnknownDigestType:
                return [Ds(usual with { DigestType = (DsDigestType)UnknownDigestType })];
            default:
                throw new InvalidOperationException($"Nothing is made for the DS state {_signing.Ds}.");
        }
    }

    /// <summary>RDATA of a DS of one of the keys.</summary>
    public byte[] Ds(DeclaredDs declared)
    {
        SigningKey key = Named(declared.Key);
        ushort tag = declared.Tag ?? key.Tag;
        byte[] digest = Digest(declared.DigestType, [.. _zone.Apex.ToCanonicalWire(), .. key.Dnskey]);
        if (declared.State == DsState.Wrong)
            digest[^1] ^= 1;
        return [(byte)(tag >> 8), (byte)tag, (byte)(declared.Algorithm ?? key.Algorithm), (byte)declared.DigestType, .. digest];
    }

    // RSA zones have one key for both roles: it is one key that the process makes.
    private static IReadOnlyList<DeclaredKey> Declared(ZoneSigning signing)
    {
        if (signing.Keys.Count > 0)
            return signing.Keys;
        var keySigning = new DeclaredKey("KeySigning") { Algorithm = signing.Algorithm };
        return IsRsa(signing.Algorithm) ? [keySigning] :
        [
            keySigning with { Use = KeyUse.KeySet },
            new DeclaredKey("ZoneSigning") { Algorithm = signing.Algorithm, Flags = DeclaredKey.ZoneSigningFlags, Use = KeyUse.Data },
        ];
    }

    private static byte[] Digest(DsDigestType type, byte[] data) => type switch
    {
#pragma warning disable CA5350 // digest type 1 is SHA-1, and validators must be shown zones that use it
        DsDigestType.Sha1 => SHA1.HashData(data),
#pragma warning restore CA5350
        DsDigestType.Sha384 => SHA384.HashData(data),
        _ => SHA256.HashData(data),
    };

    private static bool IsRsa(DnssecAlgorithm algorithm) => algorithm
        is DnssecAlgorithm.RsaSha1 or DnssecAlgorithm.RsaSha1Nsec3Sha1 or DnssecAlgorithm.RsaSha256 or DnssecAlgorithm.RsaSha512;
}
