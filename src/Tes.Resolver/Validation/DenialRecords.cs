using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;

namespace Tes.Resolver.Validation;

/// <summary>The NSEC and NSEC3 RRsets of a response's authority section that one zone signed.</summary>
/// <param name="Proof">What can be proven with those that verified.</param>
/// <param name="RRsets">All of them with their status.</param>
/// <param name="Fault">Why the first that failed did; null where all verified.</param>
/// <param name="Lifetime">The least TTL among those that verified.</param>
internal sealed record DenialRecords(DenialProof Proof, IReadOnlyList<ValidatedRRset> RRsets, ExtendedDnsError? Fault, TimeSpan Lifetime)
{
    public static IEnumerable<RRset> In(Message response) => HasAny(response.Authorities)
        ? RRset.Group(response.Authorities).Where(rrset => rrset.Type is RRType.Nsec or RRType.Nsec3 && rrset.Class == RRClass.IN)
        : [];

    public static DenialRecords Verify(Message response, ZoneTrust.Secure trust, DnssecPolicy policy, DateTimeOffset now, ValidationBudget budget)
    {
        var verified = new List<ValidatedRRset>();
        ExtendedDnsError? fault = null;
        TimeSpan lifetime = Lifetimes.Longest;
        // One more than the limit, so that the proof sees that there were too many.
        foreach (RRset rrset in In(response).Where(rrset => rrset.Owner.IsAtOrBelow(trust.Zone)).Take(policy.MaxNsec3Records + 1))
        {
            switch (RRsetVerifier.Verify(rrset, trust.Zone, trust.Keys, policy, now, budget))
            {
                case RRsetVerdict.Verified good:
                    verified.Add(ValidatedRRset.Of(rrset, trust.Zone, good));
                    lifetime = Lifetimes.Least(lifetime, Lifetimes.Of(good.Ttl));
                    break;
                case RRsetVerdict.Unverified bad:
                    verified.Add(ValidatedRRset.Of(rrset, trust.Zone, bad));
                    fault ??= bad.Error;
                    break;
            }
        }

        return new DenialRecords(new DenialProof(trust.Zone, verified, policy, budget), verified, fault, lifetime);
    }

    /// <summary>The error for a denial that is not proven: a broken record where there is one, else the missing proof.</summary>
    public ExtendedDnsError Missing(string text) => Fault ?? new ExtendedDnsError(ExtendedDnsErrorCode.NsecMissing, text);

    // Unsigned zones have none, and most zones are unsigned.
    private static bool HasAny(IReadOnlyList<ResourceRecord> records)
    {
        for (int i = 0; i < records.Count; i++)
        {
            if (records[i].Type is RRType.Nsec or RRType.Nsec3)
                return true;
        }

        return false;
    }
}
