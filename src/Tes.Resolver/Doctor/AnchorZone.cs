using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;

namespace Tes.Resolver.Doctor;

/// <summary>The zone of the trust anchor with its keys: what the doctor verifies answers with.</summary>
internal sealed class AnchorZone(DomainName zone, IReadOnlyList<ZoneKey> keys, DnssecPolicy policy, DateTimeOffset now)
{
    public DomainName Zone { get; } = zone;

    public RRsetVerdict Verify(RRset rrset) => RRsetVerifier.Verify(rrset, Zone, keys, policy, now);

    /// <summary>The proof in the authority section, and the NSEC records in it that verified.</summary>
    public (DenialProof Proof, IReadOnlyList<ValidatedRRset> Records) ReadProof(Message reply)
    {
        var verified = new List<ValidatedRRset>();
        foreach (RRset rrset in RRset.Group(reply.Authorities).Where(rrset => rrset.Type is RRType.Nsec or RRType.Nsec3).Take(policy.MaxNsec3Records + 1))
        {
            if (Verify(rrset) is RRsetVerdict.Verified verdict)
                verified.Add(ValidatedRRset.Of(rrset, Zone, verdict));
        }

        return (new DenialProof(Zone, verified, policy), verified);
    }
}
