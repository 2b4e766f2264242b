using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;

namespace Tes.Dns.Dnssec;

/// <summary>Verifies RRsets with the keys of their zone (RFC 4035 §5.3). A pure function of its arguments.</summary>
public static class RRsetVerifier
{
    /// <summary>Tries the RRSIGs of <paramref name="rrset"/> until one verifies.</summary>
    /// <param name="rrset">The RRset; anything a peer may have sent.</param>
    /// <param name="zone">Apex of the zone that the keys belong to.</param>
    /// <param name="keys">DNSKEYs of that zone that are trusted.</param>
    /// <param name="policy">Limits and accepted algorithms.</param>
    /// <param name="now">Time at which signatures must be valid.</param>
    public static RRsetVerdict Verify(RRset rrset, DomainName zone, IReadOnlyList<ZoneKey> keys, DnssecPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(rrset);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(policy);
        string subject = $"{rrset.Owner} {rrset.Type.ToMnemonic()}";
        if (rrset.Signatures.Count == 0)
            return Unverified(SignatureFault.Missing, $"no RRSIG covers {subject}");

        RRsetVerdict.Unverified? worst = null;
        int tried = 0;
        foreach (RrsigRdata signature in rrset.Signatures)
        {
            string name = $"RRSIG {subject} by key {signature.KeyTag} of {signature.SignerName}";
            SignatureFault? fault = CheckForm(rrset, signature, zone, policy, now);
            ZoneKey? key = null;
            if (fault is null)
            {
                if (tried++ == policy.MaxSignaturesPerRRset)
                {
                    worst = Worse(worst, SignatureFault.LimitReached, $"{subject} has more RRSIGs than the {policy.MaxSignaturesPerRRset} that are tried");
                    break;
                }

                (fault, key) = CheckWithKeys(rrset, signature, keys, policy);
            }

            if (fault is null && key is not null)
            {
                bool expanded = SignedData.CountLabels(rrset.Owner) > signature.Labels;
                DomainName? wildcard = expanded ? rrset.Owner.Suffix(signature.Labels).ToWildcard() : null;
                return new RRsetVerdict.Verified(signature, key, wildcard, KeepFor(rrset, signature, now));
            }

            worst = Worse(worst, fault ?? SignatureFault.Invalid, Describe(fault ?? SignatureFault.Invalid, name, signature, zone, now));
        }

        return worst ?? Unverified(SignatureFault.Missing, $"no RRSIG covers {subject}");
    }

    // RFC 4035 §5.3.1, in the order in which a fault says most.
    private static SignatureFault? CheckForm(RRset rrset, RrsigRdata signature, DomainName zone, DnssecPolicy policy, DateTimeOffset now)
    {
        if (signature.TypeCovered != rrset.Type || signature.Labels > SignedData.CountLabels(rrset.Owner))
            return SignatureFault.NotApplicable;
        if (signature.SignerName != zone || !rrset.Owner.IsAtOrBelow(zone) || signature.Labels < zone.LabelCount)
            return SignatureFault.WrongSigner;
        if (!policy.Supports(signature.Algorithm))
            return SignatureFault.UnsupportedAlgorithm;
        uint present = SerialTime.From(now);
        int skew = (int)Math.Clamp(policy.ClockSkew.TotalSeconds, 0, int.MaxValue / 4);
        if (SerialTime.Difference(signature.Expiration, signature.Inception) < 0)
            return SignatureFault.ExpiredBeforeValid;
        if (SerialTime.Difference(present, signature.Inception) < -skew)
            return SignatureFault.NotYetValid;
        if (SerialTime.Difference(signature.Expiration, present) < -skew)
            return SignatureFault.Expired;
        return null;
    }

    private static (SignatureFault? Fault, ZoneKey? Key) CheckWithKeys(
        RRset rrset, RrsigRdata signature, IReadOnlyList<ZoneKey> keys, DnssecPolicy policy)
    {
        var fault = SignatureFault.NoSuchKey;
        byte[]? data = null;
        int tried = 0;
        foreach (ZoneKey key in keys)
        {
            if (key.Tag != signature.KeyTag || key.Rdata.Algorithm != signature.Algorithm)
                continue;
            if (tried++ == policy.MaxKeysPerSignature)
                return (SignatureFault.LimitReached, null);
            if (!key.MaySignRRsets)
                fault = fault < SignatureFault.KeyNotForRRsets ? SignatureFault.KeyNotForRRsets : fault;
            else if (key.Imported is null)
                fault = fault < SignatureFault.KeyMalformed ? SignatureFault.KeyMalformed : fault;
            else if (key.Imported.Verify(data ??= SignedData.Of(rrset, signature), signature.Signature.Span))
                return (null, key);
            else
                fault = SignatureFault.Invalid;
        }

        return (fault, null);
    }

    // RFC 4035 §5.3.3
    private static uint KeepFor(RRset rrset, RrsigRdata signature, DateTimeOffset now)
    {
        uint left = (uint)Math.Max(0, SerialTime.Difference(signature.Expiration, SerialTime.From(now)));
        return Math.Min(Math.Min(rrset.Ttl, signature.OriginalTtl), left);
    }

    private static RRsetVerdict.Unverified Worse(RRsetVerdict.Unverified? known, SignatureFault fault, string text) =>
        known is null || fault > known.Fault ? Unverified(fault, text) : known;

    private static RRsetVerdict.Unverified Unverified(SignatureFault fault, string text) =>
        new(fault, new ExtendedDnsError(fault.ToExtendedErrorCode(), text));

    private static string Describe(SignatureFault fault, string name, RrsigRdata signature, DomainName zone, DateTimeOffset now) => fault switch
    {
        SignatureFault.NotApplicable => $"{name} does not fit the records: it counts {signature.Labels} labels",
        SignatureFault.WrongSigner => $"{name}: the signer is not the zone {zone}",
        SignatureFault.UnsupportedAlgorithm => $"{name} uses algorithm {(byte)signature.Algorithm}, which is not accepted",
        SignatureFault.NoSuchKey => $"{name}: the zone has no DNSKEY with this tag and algorithm {(byte)signature.Algorithm}",
        SignatureFault.KeyNotForRRsets => $"{name}: that DNSKEY is revoked or not a zone key",
        SignatureFault.KeyMalformed => $"{name}: the key material of that DNSKEY is malformed",
        SignatureFault.LimitReached => $"{name}: more DNSKEYs share its tag than are tried",
        SignatureFault.ExpiredBeforeValid => $"{name} expires before it becomes valid",
        SignatureFault.NotYetValid => $"{name} is not valid before {SerialTime.Format(signature.Inception, now)}",
        SignatureFault.Expired => $"{name} expired on {SerialTime.Format(signature.Expiration, now)}",
        _ => $"{name} does not verify: the records or the signature were changed",
    };
}
