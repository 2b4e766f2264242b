using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;

namespace Tes.Fuzz.Targets;

/// <summary>
/// Denial of existence by arbitrary NSEC and NSEC3 records, all taken as verified: the logic behind the signatures, which
/// fuzzing would otherwise not reach. The zone is the owner of the SOA, or the root.
/// </summary>
internal static class DenialTarget
{
    public static void Check(ReadOnlySpan<byte> octets)
    {
        if (!Message.TryRead(octets, out Message? message, out _))
            return;
        IReadOnlyList<RRset> rrsets = RRset.Group([.. message.Answers, .. message.Authorities]);
        DomainName zone = rrsets.FirstOrDefault(rrset => rrset.Type == RRType.Soa)?.Owner ?? DomainName.Root;
        ValidatedRRset[] secure = [.. rrsets.Select(rrset => new ValidatedRRset(rrset, SecurityStatus.Secure, zone, null, null, null))];
        foreach (Question question in message.Questions)
        {
            var budget = new ValidationBudget(DnssecPolicy.Default);
            var proof = new DenialProof(zone, secure, DnssecPolicy.Default, budget);
            DenialOutcome noData = proof.ProveNoData(question.Name, question.Type);
            DenialOutcome noName = proof.ProveNXDomain(question.Name);
            DelegationOutcome delegation = proof.ProveNoDelegationSigner(question.Name);
            DenialOutcome wildcard = question.Name.IsRoot || question.Name.Parent.ToWildcard() is not { } source
                ? DenialOutcome.NotProven
                : proof.ProveWildcardExpansion(question.Name, source);
            bool anything = noData != DenialOutcome.NotProven || noName != DenialOutcome.NotProven || wildcard != DenialOutcome.NotProven || delegation != DelegationOutcome.NotProven;
            Property.Holds(!anything || question.Name.IsAtOrBelow(zone), "a zone says nothing of names outside of it");
            Property.Holds(!anything || secure.Any(set => set.RRset.Type is RRType.Nsec or RRType.Nsec3), "only NSEC and NSEC3 records deny");
            bool owned = secure.Any(set => set.RRset.Type == RRType.Nsec && set.RRset.Owner == question.Name);
            Property.Holds(!owned || noName is not DenialOutcome.Proven || secure.Count(set => set.RRset.Type == RRType.Nsec) > 1 || HasNsec3(secure), "a name that owns an NSEC exists");
            Property.Holds(proof.ProveNXDomain(question.Name) == noName && proof.ProveNoData(question.Name, question.Type) == noData || budget.IsExhausted, "a proof stays what it is");
        }
    }

    private static bool HasNsec3(IEnumerable<ValidatedRRset> rrsets) => rrsets.Any(set => set.RRset.Type == RRType.Nsec3);
}
