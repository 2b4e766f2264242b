using Tes.Dns.Iana;
using Tes.Dns.Records;

namespace Tes.Dns.Dnssec;

/// <summary>
/// Denial of existence by NSEC (RFC 4035 §5.4, RFC 6840 §4). Pure; the records must have been verified with the keys of
/// <paramref name="zone"/> and must not be expanded from a wildcard.
/// </summary>
/// <param name="zone">Apex of the zone.</param>
/// <param name="records">Its NSEC records in the answer.</param>
internal sealed class NsecDenial(DomainName zone, IReadOnlyList<Nsec> records)
{
    /// <summary>That <paramref name="name"/> exists without <paramref name="type"/>, itself or by wildcard.</summary>
    public DenialOutcome ProveNoData(DomainName name, RRType type)
    {
        foreach (Nsec nsec in records)
        {
            if (nsec.Owner == name)
                return Outcome(TypeIsAbsent(nsec.Rdata.Types, name, type));
        }

        if (FindCover(name) is not { } cover)
            return DenialOutcome.NotProven;
        // RFC 4035 §3.1.3.1 with RFC 4592 §2.2.2: an empty non-terminal has no NSEC, but the next name lies below it.
        if (cover.Rdata.NextName.IsBelow(name))
            return DenialOutcome.Proven;
        if (ClosestEncloser(name, cover).ToWildcard() is not { } wildcard)
            return DenialOutcome.NotProven;
        // RFC 4035 §3.1.3.4: the wildcard at the closest encloser lacks the type, or is an empty non-terminal and has none.
        return TypesAt(wildcard) is { } types
            ? Outcome(TypeIsAbsent(types, name, type))
            : Outcome(FindCover(wildcard) is { } aboveWildcard && aboveWildcard.Rdata.NextName.IsBelow(wildcard));
    }

    /// <summary>That <paramref name="name"/> does not exist and no wildcard matches it (RFC 4035 §3.1.3.2).</summary>
    public DenialOutcome ProveNXDomain(DomainName name)
    {
        if (FindCover(name) is not { } cover || cover.Rdata.NextName.IsBelow(name))
            return DenialOutcome.NotProven;
        DomainName? wildcard = ClosestEncloser(name, cover).ToWildcard();
        return Outcome(wildcard is not null && FindCover(wildcard) is { } wildcardCover && !wildcardCover.Rdata.NextName.IsBelow(wildcard));
    }

    /// <summary>That nothing is closer to <paramref name="name"/> than the wildcard that answered (RFC 4035 §5.3.4).</summary>
    public DenialOutcome ProveWildcardExpansion(DomainName name, DomainName wildcard) =>
        Outcome(FindCover(name) is { } cover && !cover.Rdata.NextName.IsBelow(name) && ClosestEncloser(name, cover) == wildcard.Parent);

    /// <summary>The types at a name by the NSEC that it owns; null where there is none.</summary>
    public TypeBitmap? TypesAt(DomainName name) => records.FirstOrDefault(nsec => nsec.Owner == name)?.Rdata.Types;

    private static DenialOutcome Outcome(bool proven) => proven ? DenialOutcome.Proven : DenialOutcome.NotProven;

    /// <summary>Whether a bitmap at the name itself denies the type, and comes from the right side of a zone cut.</summary>
    internal static bool TypeIsAbsent(TypeBitmap types, DomainName name, RRType type)
    {
        if (types.Contains(type) || types.Contains(RRType.Cname))
            return false;
        // RFC 6840 §4.4: DS is the parent's; the apex NSEC of the child says nothing of it.
        if (type == RRType.DS)
            return name.IsRoot || !types.Contains(RRType.Soa);
        // RFC 6840 §4.1: an NSEC from the parent's side of a cut denies nothing but DS.
        return !IsAncestorDelegation(types);
    }

    /// <summary>NS without SOA: the owner is a delegation, and the record comes from the parent.</summary>
    internal static bool IsAncestorDelegation(TypeBitmap types) => types.Contains(RRType.NS) && !types.Contains(RRType.Soa);

    private Nsec? FindCover(DomainName name) => records.FirstOrDefault(nsec => nsec.Covers(name, zone) && !HidesBelow(nsec, name));

    // RFC 6840 §4.1: names below a delegation or a DNAME are not the zone's to deny.
    private static bool HidesBelow(Nsec nsec, DomainName name) =>
        name.IsBelow(nsec.Owner) && (IsAncestorDelegation(nsec.Rdata.Types) || nsec.Rdata.Types.Contains(RRType.Dname));

    private static DomainName ClosestEncloser(DomainName name, Nsec cover)
    {
        DomainName byOwner = name.CommonAncestor(cover.Owner);
        DomainName byNext = name.CommonAncestor(cover.Rdata.NextName);
        return byOwner.LabelCount >= byNext.LabelCount ? byOwner : byNext;
    }
}
