using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;

namespace Tes.Resolver.Validation;

/// <summary>For how many seconds an absence may be kept: the lesser of the SOA's TTL and its MINIMUM (RFC 2308 §5).</summary>
internal static class NegativeTtl
{
    /// <summary>Longest an absence is kept, whatever the SOA says. RFC 2308 §5: one to three hours have been found to work well.</summary>
    public const uint Longest = 3 * 60 * 60;

    /// <summary>
    /// Without an SOA that counts. RFC 2308 §5 would not keep it, but we hand it on to no other cache; Unbound's NORR_TTL: 5.
    /// </summary>
    public const uint WithoutSoa = 5;

    /// <summary>By the SOA of a response that nothing vouches for.</summary>
    public static uint Of(Message response, DomainName name) =>
        RRset.Group(response.Authorities).FirstOrDefault(rrset => rrset.Type == RRType.Soa && name.IsAtOrBelow(rrset.Owner)) is { } soa
            ? Least(soa, soa.Ttl)
            : WithoutSoa;

    /// <summary>
    /// By the SOA that a secure zone signed. It is no part of the proof, so one that does not verify breaks nothing, but counts
    /// as none.
    /// </summary>
    public static uint Of(Message response, ZoneTrust.Secure zone, DnssecPolicy policy, DateTimeOffset now, ValidationBudget budget)
    {
        RRset? soa = RRset.Group(response.Authorities).FirstOrDefault(rrset => rrset.Type == RRType.Soa && rrset.Owner == zone.Zone);
        if (soa is null)
            return WithoutSoa;
        if (zone.VerifiedSoa is { } known && known.Is(soa, policy.MaxSignaturesPerRRset))
        {
            uint ttl = Least(soa, Math.Min(soa.Ttl, known.Signature.OriginalTtl));
            if (now + TimeSpan.FromSeconds(ttl) <= known.Until)
                return ttl;
        }

        if (RRsetVerifier.Verify(soa, zone.Zone, zone.Keys, policy, now, budget) is not RRsetVerdict.Verified { Wildcard: null } verified)
            return WithoutSoa;
        if (soa.Rdatas is [var rdata])
            zone.VerifiedSoa = new VerifiedSoa(rdata, verified.Signature, now + TimeSpan.FromSeconds(verified.Ttl));
        return Least(soa, verified.Ttl);
    }

    private static uint Least(RRset soa, uint ttl) =>
        Math.Min(Math.Min(ttl, soa.Read<SoaRdata>().Select(rdata => rdata.Minimum).FirstOrDefault()), Longest);
}
