using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Resolution;

namespace Tes.Dns.Dnssec;

/// <summary>
/// Denial of existence out of the NSEC or NSEC3 RRsets of one answer. Pure: it is given only RRsets that were verified with
/// the keys of <see cref="Zone"/>.
/// </summary>
public sealed class DenialProof
{
    private readonly NsecDenial? _nsec;
    private readonly Nsec3Denial? _nsec3;
    private readonly ValidationBudget _budget;

    /// <summary>Sorts the records by kind.</summary>
    /// <param name="zone">Apex of the zone that signed them.</param>
    /// <param name="rrsets">Its verified NSEC and NSEC3 RRsets; others are ignored.</param>
    /// <param name="policy">Limits.</param>
    /// <param name="budget">Work left for hashing; null for a budget of its own.</param>
    public DenialProof(DomainName zone, IReadOnlyList<ValidatedRRset> rrsets, DnssecPolicy policy, ValidationBudget? budget = null)
    {
        ArgumentNullException.ThrowIfNull(rrsets);
        ArgumentNullException.ThrowIfNull(policy);
        Zone = zone;
        _budget = budget ?? new ValidationBudget(policy);
        // An expanded NSEC tells of the wildcard, not of its owner.
        Nsec[] nsecs = [.. rrsets.Where(set => set.RRset.Type == RRType.Nsec && set is { Security: SecurityStatus.Secure, Expansion: null })
            .SelectMany(set => set.RRset.Read<NsecRdata>().Select(rdata => new Nsec(set.RRset.Owner, rdata)))];
        if (nsecs.Length > 0)
            _nsec = new NsecDenial(zone, nsecs);
        (DomainName, Nsec3Rdata)[] nsec3s = [.. rrsets.Where(set => set.RRset.Type == RRType.Nsec3 && set is { Security: SecurityStatus.Secure, Expansion: null })
            .SelectMany(set => set.RRset.Read<Nsec3Rdata>().Select(rdata => (set.RRset.Owner, rdata)))];
        if (nsec3s.Length > 0 && nsec3s.Length <= policy.MaxNsec3Records)
            _nsec3 = new Nsec3Denial(zone, nsec3s, policy.MaxNsec3Iterations, _budget);
    }

    /// <summary>Apex of the zone that signed the records.</summary>
    public DomainName Zone { get; }

    /// <summary>That <paramref name="name"/> exists without <paramref name="type"/>.</summary>
    public DenialOutcome ProveNoData(DomainName name, RRType type) =>
        Prove(name, nsec => nsec.ProveNoData(name, type), nsec3 => nsec3.ProveNoData(name, type));

    /// <summary>That <paramref name="name"/> does not exist.</summary>
    public DenialOutcome ProveNXDomain(DomainName name) =>
        Prove(name, nsec => nsec.ProveNXDomain(name), nsec3 => nsec3.ProveNXDomain(name));

    /// <summary>What the absence of DS at <paramref name="name"/> means: an unsigned zone starts there, or none does (RFC 4035 §5.2, RFC 5155 §8.9).</summary>
    public DelegationOutcome ProveNoDelegationSigner(DomainName name) => ProveNoData(name, RRType.DS) switch
    {
        // RFC 6840 §4.4: only a name with NS is a delegation.
        DenialOutcome.Proven => TypesAt(name).Any(types => types.Contains(RRType.NS)) ? DelegationOutcome.Insecure : DelegationOutcome.None,
        DenialOutcome.ProvenByOptOut => DelegationOutcome.InsecureByOptOut,
        DenialOutcome.TooManyIterations => DelegationOutcome.TooManyIterations,
        _ => DelegationOutcome.NotProven,
    };

    /// <summary>That nothing is closer to <paramref name="name"/> than <paramref name="wildcard"/>.</summary>
    public DenialOutcome ProveWildcardExpansion(DomainName name, DomainName wildcard)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(wildcard);
        return name.IsBelow(wildcard.Parent)
            ? Prove(name, nsec => nsec.ProveWildcardExpansion(name, wildcard), nsec3 => nsec3.ProveWildcardExpansion(name, wildcard))
            : DenialOutcome.NotProven;
    }

    private IEnumerable<TypeBitmap> TypesAt(DomainName name)
    {
        if (_nsec?.TypesAt(name) is { } byNsec)
            yield return byNsec;
        if (_nsec3?.TypesAt(name) is { } byNsec3)
            yield return byNsec3;
    }

    private DenialOutcome Prove(DomainName name, Func<NsecDenial, DenialOutcome> byNsec, Func<Nsec3Denial, DenialOutcome> byNsec3)
    {
        // A zone says nothing of names outside of it, whatever next name its NSEC records give.
        if (!name.IsAtOrBelow(Zone))
            return DenialOutcome.NotProven;
        if (_nsec is not null && byNsec(_nsec) is not DenialOutcome.NotProven and var outcome)
            return outcome;
        if (_nsec3 is null)
            return DenialOutcome.NotProven;
        DenialOutcome byHash = byNsec3(_nsec3);
        // RFC 9276 §3.2. What was not proven for want of budget is not insecure.
        return byHash == DenialOutcome.NotProven && _nsec3.HasTooManyIterations && !_budget.IsExhausted ? DenialOutcome.TooManyIterations : byHash;
    }
}
