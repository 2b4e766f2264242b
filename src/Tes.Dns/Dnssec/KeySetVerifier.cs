using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;

namespace Tes.Dns.Dnssec;

/// <summary>Verifies the DNSKEY RRset at an apex by what the parent or a trust anchor says of it (RFC 4035 §5.2, §5.3).</summary>
public static class KeySetVerifier
{
    /// <summary>Tries every key that a DS vouches for or that is itself an anchor, until one has signed the set.</summary>
    /// <param name="keySet">The DNSKEY RRset as received.</param>
    /// <param name="signers">The DS RRset, or DS trust anchors; those that do not count (<see cref="DelegationSigner.Usable"/>) are passed over.</param>
    /// <param name="anchors">DNSKEYs trusted by themselves.</param>
    /// <param name="policy">Limits and accepted algorithms.</param>
    /// <param name="now">Time at which signatures must be valid.</param>
    /// <param name="budget">Work left; null for a budget of its own.</param>
    public static KeySetVerdict Verify(
        RRset keySet, IReadOnlyList<DsRdata> signers, IReadOnlyList<DnskeyRdata> anchors, DnssecPolicy policy, DateTimeOffset now, ValidationBudget? budget = null)
    {
        ArgumentNullException.ThrowIfNull(keySet);
        ArgumentNullException.ThrowIfNull(signers);
        ArgumentNullException.ThrowIfNull(anchors);
        ArgumentNullException.ThrowIfNull(policy);
        DomainName zone = keySet.Owner;
        if (keySet.Rdatas.Count > policy.MaxKeysPerZone)
            return Refuse(ExtendedDnsErrorCode.DnssecBogus, $"{zone} has more DNSKEYs than the {policy.MaxKeysPerZone} that are looked at", NotCompared(signers));
        ZoneKey[] keys = [.. keySet.Read<DnskeyRdata>().Select(rdata => new ZoneKey(rdata))];
        IReadOnlyList<CheckedDelegationSigner> compared = DelegationSigner.Check(signers, zone, keys, policy);
        ZoneKey[] vouched = [.. keys.Where(key => IsAnchor(key, anchors) || compared.Any(signer => ReferenceEquals(signer.Key, key.Rdata)))];
        if (vouched.Length == 0)
            return Refuse(ExtendedDnsErrorCode.DnskeyMissing, Mismatch(zone, compared, anchors), compared);

        // RFC 4035 §5.2: the vouched key must be a zone key and must have signed the set.
        RRsetVerdict verdict = RRsetVerifier.Verify(keySet, zone, vouched, policy, now, budget);
        return verdict switch
        {
            RRsetVerdict.Verified verified => new KeySetVerdict.Trusted(keys, verified, compared),
            RRsetVerdict.Unverified { Fault: SignatureFault.NoSuchKey } unsigned => new KeySetVerdict.Untrusted(
                new ExtendedDnsError(
                    ExtendedDnsErrorCode.RrsigsMissing,
                    $"the DNSKEYs of {zone} are not signed by {string.Join(" or ", vouched.Select(key => $"key {key.Tag}"))}, the only one that {Source(signers)} vouches for"),
                compared,
                unsigned.Rejected),
            RRsetVerdict.Unverified unverified => new KeySetVerdict.Untrusted(unverified.Error, compared, unverified.Rejected),
            _ => throw new InvalidOperationException("A verdict without a case."),
        };
    }

    // RFC 5011 §2.1: a revoked key is no anchor; its tag differs too, so it is compared as a whole.
    private static bool IsAnchor(ZoneKey key, IReadOnlyList<DnskeyRdata> anchors) =>
        anchors.Any(anchor => anchor.Flags == key.Rdata.Flags && anchor.Protocol == key.Rdata.Protocol
            && anchor.Algorithm == key.Rdata.Algorithm && anchor.PublicKey.Span.SequenceEqual(key.Rdata.PublicKey.Span));

    private static string Source(IReadOnlyList<DsRdata> signers) => signers.Count > 0 ? "a DS" : "a trust anchor";

    private static string Mismatch(DomainName zone, IReadOnlyList<CheckedDelegationSigner> signers, IReadOnlyList<DnskeyRdata> anchors)
    {
        string[] names =
        [
            .. signers.Where(signer => signer.Outcome is DelegationSignerOutcome.NoSuchKey or DelegationSignerOutcome.DigestDiffers).Select(Describe),
            .. anchors.Select(key => $"trusted key {KeyTag.Of(key)} (algorithm {(byte)key.Algorithm})"),
        ];
        return $"no DNSKEY of {zone} matches {(names.Length == 0 ? "a trust anchor" : string.Join(" or ", names))}";
    }

    private static string Describe(CheckedDelegationSigner signer)
    {
        string differs = signer.Outcome == DelegationSignerOutcome.DigestDiffers ? ", whose digest differs from that of the key" : "";
        return $"DS {signer.Rdata.KeyTag} (algorithm {(byte)signer.Rdata.Algorithm}, digest type {(byte)signer.Rdata.DigestType}){differs}";
    }

    private static CheckedDelegationSigner[] NotCompared(IReadOnlyList<DsRdata> signers) =>
        [.. signers.Select(ds => new CheckedDelegationSigner(ds, DelegationSignerOutcome.NotCompared, null))];

    private static KeySetVerdict.Untrusted Refuse(ExtendedDnsErrorCode code, string text, IReadOnlyList<CheckedDelegationSigner> signers) =>
        new(new ExtendedDnsError(code, text), signers, []);
}
