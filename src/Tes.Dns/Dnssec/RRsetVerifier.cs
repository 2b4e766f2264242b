using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;

namespace Tes.Dns.Dnssec;

/// <summary>Verifies RRsets with the keys of their zone (RFC 4035 §5.3). A pure function of its arguments.</summary>
public static class RRsetVerifier
{
    // Own limit: what a report can show; a flood of RRSIGs must not become a flood of sentences.
    private const int MaxRejectedReported = 16;

    /// <summary>Tries the RRSIGs of <paramref name="rrset"/> until one verifies.</summary>
    /// <param name="rrset">The RRset; anything a peer may have sent.</param>
    /// <param name="zone">Apex of the zone that the keys belong to.</param>
    /// <param name="keys">DNSKEYs of that zone that are trusted.</param>
    /// <param name="policy">Limits and accepted algorithms.</param>
    /// <param name="now">Time at which signatures must be valid.</param>
    /// <param name="budget">Work left; null for a budget of its own.</param>
    public static RRsetVerdict Verify(
        RRset rrset, DomainName zone, IReadOnlyList<ZoneKey> keys, DnssecPolicy policy, DateTimeOffset now, ValidationBudget? budget = null)
    {
        ArgumentNullException.ThrowIfNull(rrset);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(policy);
        budget ??= new ValidationBudget(policy);
        List<RejectedSignature>? rejected = null;
        RejectedSignature? worst = null;
        int tried = 0;
        foreach (RrsigRdata signature in rrset.Signatures)
        {
            SignatureFault? fault = CheckForm(rrset, signature, zone, policy, now);
            ZoneKey? key = null;
            if (fault is null)
            {
                if (tried++ == policy.MaxSignaturesPerRRset)
                {
                    worst = Worse(worst, new RejectedSignature(
                        signature, SignatureFault.LimitReached, $"{rrset.Owner} {rrset.Type.ToMnemonic()} has more RRSIGs than the {policy.MaxSignaturesPerRRset} that are tried"));
                    break;
                }

                (fault, key) = CheckWithKeys(rrset, signature, keys, policy, budget);
            }

            if (fault is null && key is not null)
                return Accept(rrset, signature, key, now, rejected);
            SignatureFault found = fault ?? SignatureFault.Invalid;
            if (rejected?.Count >= MaxRejectedReported && found <= worst?.Fault)
                continue;
            var bad = new RejectedSignature(signature, found, Describe(found, rrset, signature, zone, now));
            worst = Worse(worst, bad);
            rejected ??= [];
            if (rejected.Count < MaxRejectedReported)
                rejected.Add(bad);
        }

        return worst is null ? Missing(rrset) : new RRsetVerdict.Unverified(worst.Fault, new ExtendedDnsError(worst.Fault.ToExtendedErrorCode(), worst.Text)) { Rejected = rejected ?? [] };
    }

    private static RRsetVerdict.Verified Accept(RRset rrset, RrsigRdata signature, ZoneKey key, DateTimeOffset now, List<RejectedSignature>? rejected)
    {
        // RFC 4035 §5.3.4: fewer labels signed than the owner has: expanded from a wildcard.
        bool expanded = SignedData.CountLabels(rrset.Owner) > signature.Labels;
        DomainName? wildcard = expanded ? rrset.Owner.Suffix(signature.Labels).ToWildcard() : null;
        return new RRsetVerdict.Verified(signature, key, wildcard, KeepFor(rrset, signature, now)) { Rejected = rejected ?? (IReadOnlyList<RejectedSignature>)[] };
    }

    private static RRsetVerdict.Unverified Missing(RRset rrset) => new(
        SignatureFault.Missing,
        new ExtendedDnsError(SignatureFault.Missing.ToExtendedErrorCode(), $"no RRSIG covers {rrset.Owner} {rrset.Type.ToMnemonic()}"));

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
        RRset rrset, RrsigRdata signature, IReadOnlyList<ZoneKey> keys, DnssecPolicy policy, ValidationBudget budget)
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
            SignatureFault? found = CheckWithKey(rrset, signature, key, budget, ref data);
            if (found is null or SignatureFault.LimitReached)
                return (found, found is null ? key : null);
            fault = found > fault ? found.Value : fault;
        }

        return (fault, null);
    }

    private static SignatureFault? CheckWithKey(RRset rrset, RrsigRdata signature, ZoneKey key, ValidationBudget budget, ref byte[]? data)
    {
        if (!key.MaySignRRsets)
            return SignatureFault.KeyNotForRRsets;
        if (!budget.TrySpendVerification(key, SignedData.LengthOf(rrset)))
            return SignatureFault.LimitReached;
        if (key.Imported is null)
            return SignatureFault.KeyMalformed;
        if (key.Imported.Verify(data ??= SignedData.Of(rrset, signature), signature.Signature.Span))
            return null;
        budget.CountFailure();
        return SignatureFault.Invalid;
    }

    // RFC 4035 §5.3.3
    private static uint KeepFor(RRset rrset, RrsigRdata signature, DateTimeOffset now)
    {
        uint left = (uint)Math.Max(0, SerialTime.Difference(signature.Expiration, SerialTime.From(now)));
        return Math.Min(Math.Min(rrset.Ttl, signature.OriginalTtl), left);
    }

    private static RejectedSignature Worse(RejectedSignature? known, RejectedSignature found) => known is null || found.Fault > known.Fault ? found : known;

    private static string Describe(SignatureFault fault, RRset rrset, RrsigRdata signature, DomainName zone, DateTimeOffset now)
    {
        string name = $"RRSIG {rrset.Owner} {rrset.Type.ToMnemonic()} by key {signature.KeyTag} of {signature.SignerName}";
        return fault switch
        {
            SignatureFault.NotApplicable => $"{name} does not fit the records: it counts {signature.Labels} labels",
            SignatureFault.WrongSigner => $"{name}: the signer is not the zone {zone}",
            SignatureFault.UnsupportedAlgorithm => $"{name} uses algorithm {(byte)signature.Algorithm}, which is not accepted",
            SignatureFault.NoSuchKey => $"{name}: the zone has no DNSKEY with this tag and algorithm {(byte)signature.Algorithm}",
            SignatureFault.KeyNotForRRsets => $"{name}: that DNSKEY is revoked or not a zone key",
            SignatureFault.KeyMalformed => $"{name}: the key material of that DNSKEY is malformed",
            SignatureFault.LimitReached => $"{name} was not tried: too many signatures, or DNSKEYs with one tag",
            SignatureFault.ExpiredBeforeValid => $"{name} expires before it becomes valid",
            SignatureFault.NotYetValid => $"{name} is not valid before {SerialTime.Format(signature.Inception, now)}",
            SignatureFault.Expired => $"{name} expired on {SerialTime.Format(signature.Expiration, now)}",
            _ => $"{name} does not verify: the records or the signature were changed",
        };
    }
}
