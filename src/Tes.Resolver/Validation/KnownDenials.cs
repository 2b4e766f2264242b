using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Resolver.Caching;

namespace Tes.Resolver.Validation;

/// <summary>
/// Answers questions with denials that were verified for others (RFC 8198). What the kept records prove is decided by the same
/// <see cref="DenialProof"/> that judges a response, and only what it proves outright counts: no opt-out, no give-up.
/// </summary>
internal sealed class KnownDenials(ResolverOptions options, TimeProvider time)
{
    private readonly DenialCache _cache = new(new CacheShares(options.CacheSize).Denials, time);

    /// <summary>Keeps the records of a denial that a secure zone signed.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="records">Its records.</param>
    /// <param name="ttl">Most seconds, by the SOA.</param>
    public void Add(ZoneTrust.Secure zone, DenialRecords records, uint ttl)
    {
        if (options.AggressiveDenial == AggressiveDenial.Use)
            _cache.Add(zone.Zone, records.RRsets, ttl);
    }

    /// <summary>Keeps the wildcard out of which a secure answer was expanded.</summary>
    public void AddWildcard(ZoneTrust.Secure zone, ValidatedRRset expanded)
    {
        if (options.AggressiveDenial == AggressiveDenial.Use)
            _cache.AddWildcard(zone.Zone, expanded);
    }

    /// <summary>The absence of a type at a name, where the records of <paramref name="zone"/> prove it; null where they do not.</summary>
    /// <param name="zone">The deepest zone above the name whose trust is known.</param>
    /// <param name="name">The name.</param>
    /// <param name="type">The type.</param>
    public DenialValidation.Given? Deny(ZoneTrust.Secure zone, DomainName name, RRType type)
    {
        if (Find(zone, name) is not { } records)
            return null;
        Absence absence = Absence.NXDomain;
        if (records.Proof.ProveNXDomain(name) != DenialOutcome.Proven)
        {
            if (records.Proof.ProveNoData(name, type) != DenialOutcome.Proven)
                return null;
            absence = Absence.NoData;
        }

        return new DenialValidation.Given(absence, SecurityStatus.Secure, null, records.RRsets, (uint)records.Lifetime.TotalSeconds);
    }

    /// <summary>
    /// The answer by a wildcard, where the records of <paramref name="zone"/> prove that it applies (RFC 8198 §5.3): of the type or
    /// a CNAME. By NSEC alone: the records of an expansion by NSEC3 do not name the closest encloser.
    /// </summary>
    public ValidatedRRset? Expand(ZoneTrust.Secure zone, DomainName name, RRType type)
    {
        // RFC 4592 §4.2, §4.6: neither is answered by a wildcard in any way to rely on.
        if (type is RRType.DS or RRType.NS || Find(zone, name) is not { } records)
            return null;
        foreach (ValidatedRRset nsec in records.RRsets.Where(rrset => rrset.RRset.Type == RRType.Nsec))
        {
            ValidatedRRset? wildcard = _cache.FindWildcard(zone.Zone, name, type, nsec) ?? _cache.FindWildcard(zone.Zone, name, RRType.Cname, nsec);
            if (wildcard?.Expansion is not { } owner || records.Proof.ProveWildcardExpansion(name, owner) != DenialOutcome.Proven)
                continue;
            RRset own = wildcard.RRset;
            uint ttl = Math.Min(own.Ttl, (uint)records.Lifetime.TotalSeconds);
            return wildcard with { RRset = new RRset(name, own.Type, own.Class, ttl, own.Rdatas, own.Signatures), ExpansionProof = records.RRsets };
        }

        return null;
    }

    /// <summary>The records of a zone, where they prove that a name has no DS; null where they do not.</summary>
    public DenialRecords? FindNoDelegationSigner(ZoneTrust.Secure zone, DomainName name) =>
        Find(zone, name) is { } records
        && (records.Proof.ProveNXDomain(name) == DenialOutcome.Proven || records.Proof.ProveNoDelegationSigner(name) is DelegationOutcome.None or DelegationOutcome.Insecure)
            ? records
            : null;

    private DenialRecords? Find(ZoneTrust.Secure zone, DomainName name)
    {
        if (options.AggressiveDenial != AggressiveDenial.Use || zone.Expires <= time.GetUtcNow())
            return null;
        IReadOnlyList<ValidatedRRset> rrsets = _cache.Find(zone.Zone, name);
        return rrsets.Count == 0
            ? null
            : new DenialRecords(new DenialProof(zone.Zone, rrsets, options.Policy), rrsets, null, rrsets.Min(rrset => Lifetimes.Of(rrset.RRset.Ttl)));
    }
}
