using Tes.Dns;
using Tes.Dns.Iana;

namespace Tes.Testnet.Dns;

/// <summary>The fields of an RRSIG besides type covered and signature (RFC 4034 §3.1).</summary>
internal sealed record SignatureFields(
    DnssecAlgorithm Algorithm, byte Labels, uint OriginalTtl, DateTimeOffset Inception, DateTimeOffset Expiration, ushort Tag, DomainName Signer)
{
    /// <summary>What an honest signer writes.</summary>
    public static SignatureFields Right(ZoneRRset set, SigningKey key, DomainName apex, DateTimeOffset inception, DateTimeOffset expiration) =>
        // RFC 4034 §3.1.3: the wildcard's label does not count.
        new(key.Algorithm, (byte)(set.Owner.LabelCount - (set.Owner.IsWildcard ? 1 : 0)), set.Ttl, inception, expiration, key.Tag, apex);
}
