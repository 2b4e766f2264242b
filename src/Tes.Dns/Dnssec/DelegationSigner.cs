using System.Security.Cryptography;
using Tes.Dns.Iana;
using Tes.Dns.Records;

namespace Tes.Dns.Dnssec;

/// <summary>Digests of DNSKEYs (RFC 4034 §5.1.4).</summary>
public static class DelegationSigner
{
    /// <summary>Whether <paramref name="ds"/> vouches for <paramref name="key"/>: same tag, same algorithm, same digest.</summary>
    /// <returns>False also where the digest type is not implemented.</returns>
    public static bool Matches(DsRdata ds, DomainName zone, ZoneKey key)
    {
        ArgumentNullException.ThrowIfNull(ds);
        ArgumentNullException.ThrowIfNull(key);
        return ds.KeyTag == key.Tag && ds.Algorithm == key.Rdata.Algorithm
            && ComputeDigest(ds.DigestType, zone, key.Rdata) is { } digest
            && CryptographicOperations.FixedTimeEquals(digest, ds.Digest.Span);
    }

    /// <summary>
    /// The DS records that count: those whose algorithm and digest type the policy supports, without SHA-1 where a
    /// stronger digest stands beside it (RFC 4509 §3). Empty means the delegation is to be treated as insecure
    /// (RFC 4035 §5.2).
    /// </summary>
    public static IReadOnlyList<DsRdata> Usable(IEnumerable<DsRdata> set, DnssecPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        DsRdata[] supported = [.. set.Where(ds => policy.Supports(ds.Algorithm) && policy.Supports(ds.DigestType))];
        DsRdata[] strong = [.. supported.Where(ds => ds.DigestType != DsDigestType.Sha1)];
        return strong.Length > 0 ? strong : supported;
    }

    /// <summary>What each DS of a set does for the keys of its zone.</summary>
    /// <param name="set">The whole DS RRset.</param>
    /// <param name="zone">Apex of the zone.</param>
    /// <param name="keys">Its DNSKEYs.</param>
    /// <param name="policy">Accepted algorithms, and how many of the records that count are compared.</param>
    public static IReadOnlyList<CheckedDelegationSigner> Check(IReadOnlyList<DsRdata> set, DomainName zone, IReadOnlyList<ZoneKey> keys, DnssecPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(policy);
        bool stronger = set.Any(ds => policy.Supports(ds.Algorithm) && policy.Supports(ds.DigestType) && ds.DigestType != DsDigestType.Sha1);
        int compared = 0;
        return [.. set.Select(ds =>
        {
            if (!policy.Supports(ds.Algorithm))
                return new CheckedDelegationSigner(ds, DelegationSignerOutcome.UnsupportedAlgorithm, null);
            if (!policy.Supports(ds.DigestType))
                return new CheckedDelegationSigner(ds, DelegationSignerOutcome.UnsupportedDigestType, null);
            // RFC 4509 §3
            if (stronger && ds.DigestType == DsDigestType.Sha1)
                return new CheckedDelegationSigner(ds, DelegationSignerOutcome.WeakerDigest, null);
            return compared++ < policy.MaxDelegationSigners ? Compare(ds, zone, keys) : new CheckedDelegationSigner(ds, DelegationSignerOutcome.LimitReached, null);
        })];
    }

    /// <summary>The digest over owner name and DNSKEY RDATA; null where the digest type is not implemented.</summary>
    public static byte[]? ComputeDigest(DsDigestType digestType, DomainName zone, DnskeyRdata key)
    {
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentNullException.ThrowIfNull(key);
        byte[] data =
        [
            .. zone.ToCanonicalWire(), (byte)(key.Flags >> 8), (byte)key.Flags, key.Protocol, (byte)key.Algorithm, .. key.PublicKey.Span,
        ];
        return digestType switch
        {
            // RFC 9905 §2: validating with SHA-1 stays implemented.
#pragma warning disable CA5350 // SHA-1 is what the record says; DnssecPolicy decides whether it counts.
            DsDigestType.Sha1 => SHA1.HashData(data),
#pragma warning restore CA5350
            DsDigestType.Sha256 => SHA256.HashData(data),
            DsDigestType.Sha384 => SHA384.HashData(data),
            _ => null,
        };
    }

    private static CheckedDelegationSigner Compare(DsRdata ds, DomainName zone, IReadOnlyList<ZoneKey> keys)
    {
        ZoneKey[] candidates = [.. keys.Where(key => key.Tag == ds.KeyTag && key.Rdata.Algorithm == ds.Algorithm)];
        ZoneKey? match = candidates.FirstOrDefault(key => Matches(ds, zone, key));
        DelegationSignerOutcome otherwise = candidates.Length > 0 ? DelegationSignerOutcome.DigestDiffers : DelegationSignerOutcome.NoSuchKey;
        return new CheckedDelegationSigner(ds, match is null ? otherwise : DelegationSignerOutcome.Vouches, match?.Rdata);
    }
}
