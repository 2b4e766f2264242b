using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;

namespace Tes.Dns.Dnssec;

/// <summary>Verifies the DNSKEY RRset at an apex by what the parent or a trust anchor says of it (RFC 4035 §5.2, §5.3).</summary>
public static class KeySetVerifier
{
    /// <summary>Tries every key that a DS vouches for or that is itself an anchor, until one has signed the set.</summary>
    /// <param name="keySet">The DNSKEY RRset as received.</param>
    /// <param name="signers">Usable DS records (<see cref="DelegationSigner.Usable"/>).</param>
    /// <param name="anchors">DNSKEYs trusted by themselves.</param>
    /// <param name="policy">Limits and accepted algorithms.</param>
    /// <param name="now">Time at which signatures must be valid.</param>
    public static KeySetVerdict Verify(
        RRset keySet, IReadOnlyList<DsRdata> signers, IReadOnlyList<DnskeyRdata> anchors, DnssecPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(keySet);
        ArgumentNullException.ThrowIfNull(signers);
        ArgumentNullException.ThrowIfNull(anchors);
        ArgumentNullException.ThrowIfNull(policy);
        DomainName zone = keySet.Owner;
        if (keySet.Rdatas.Count > policy.MaxKeysPerZone)
            return Refuse(ExtendedDnsErrorCode.DnssecBogus, $"{zone} has more DNSKEYs than the {policy.MaxKeysPerZone} that are looked at");
        ZoneKey[] keys = [.. keySet.Read<DnskeyRdata>().Select(rdata => new ZoneKey(rdata))];
        ZoneKey[] vouched = [.. keys.Where(key => IsAnchor(key, anchors) || signers.Take(policy.MaxDelegationSigners).Any(ds => DelegationSigner.Matches(ds, zone, key)))];
        if (vouched.Length == 0)
            return Refuse(ExtendedDnsErrorCode.DnskeyMissing, $"no DNSKEY of {zone} matches {Describe(signers, anchors)}");

        // RFC 4035 §5.2: the vouched key must be a zone key and must have signed the set.
        RRsetVerdict verdict = RRsetVerifier.Verify(keySet, zone, vouched, policy, now);
        return verdict switch
        {
            RRsetVerdict.Verified verified => new KeySetVerdict.Trusted(keys, verified),
            RRsetVerdict.Unverified { Fault: SignatureFault.NoSuchKey } => Refuse(
                ExtendedDnsErrorCode.RrsigsMissing, $"the DNSKEYs of {zone} are not signed by the key that {Describe(signers, anchors)} names"),
            RRsetVerdict.Unverified unverified => new KeySetVerdict.Untrusted(unverified.Error),
            _ => throw new InvalidOperationException("A verdict without a case."),
        };
    }

    // RFC 5011 §2.1: a revoked key is no anchor; its tag differs too, so it is compared as a whole.
    private static bool IsAnchor(ZoneKey key, IReadOnlyList<DnskeyRdata> anchors) =>
        anchors.Any(anchor => anchor.Flags == key.Rdata.Flags && anchor.Protocol == key.Rdata.Protocol
            && anchor.Algorithm == key.Rdata.Algorithm && anchor.PublicKey.Span.SequenceEqual(key.Rdata.PublicKey.Span));

    private static string Describe(IReadOnlyList<DsRdata> signers, IReadOnlyList<DnskeyRdata> anchors)
    {
        string[] names =
        [
            .. signers.Select(ds => $"DS {ds.KeyTag} (algorithm {(byte)ds.Algorithm}, digest type {(byte)ds.DigestType})"),
            .. anchors.Select(key => $"trusted key {KeyTag.Of(key)} (algorithm {(byte)key.Algorithm})"),
        ];
        return names.Length == 0 ? "a trust anchor" : string.Join(" or ", names);
    }

    private static KeySetVerdict.Untrusted Refuse(ExtendedDnsErrorCode code, string text) => new(new ExtendedDnsError(code, text));
}
