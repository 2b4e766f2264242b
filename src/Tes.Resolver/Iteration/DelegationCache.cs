using Tes.Dns;

namespace Tes.Resolver.Iteration;

/// <summary>The delegations met, and the names that were found to be inside of a zone.</summary>
internal sealed class DelegationCache(TimeProvider time)
{
    // Own choice: it only spares questions with a shortened name, and a zone cut may be made at any time.
    private static readonly TimeSpan InsideKept = TimeSpan.FromMinutes(5);

    // Own choice: so often at most the zone above is asked again for a delegation of which no server works.
    private static readonly TimeSpan RenewAfter = TimeSpan.FromSeconds(60);

    private readonly ExpiringTable<DomainName, (Delegation Delegation, DateTimeOffset Learned)> _delegations = new(IterationLimits.MaxDelegations, time);
    private readonly ExpiringTable<DomainName, DomainName> _inside = new(IterationLimits.MaxDelegations, time);

    /// <summary>The deepest delegation at or above a name; null where only the root is left.</summary>
    public Delegation? Closest(DomainName name)
    {
        for (int labels = name.LabelCount; labels > 0; labels--)
        {
            if (_delegations.TryFind(name.Suffix(labels), out (Delegation Delegation, DateTimeOffset Learned) kept))
                return kept.Delegation;
        }

        return null;
    }

    public void Keep(Delegation delegation) => _delegations.Keep(delegation.Apex, (delegation, time.GetUtcNow()), delegation.Lifetime);

    /// <summary>Forgets a delegation of which no server works, unless it is new.</summary>
    public bool TryForget(Delegation delegation)
    {
        if (_delegations.TryFind(delegation.Apex, out (Delegation Delegation, DateTimeOffset Learned) kept) && time.GetUtcNow() - kept.Learned < RenewAfter)
            return false;
        _delegations.Forget(delegation.Apex);
        return true;
    }

    /// <summary>Notes that the servers of a zone know a name and did not refer to others for it.</summary>
    public void KeepInside(DomainName name, DomainName zone)
    {
        for (int labels = name.LabelCount; labels > zone.LabelCount; labels--)
            _inside.Keep(name.Suffix(labels), zone, InsideKept);
    }

    /// <summary>How many labels of a name the servers of <paramref name="zone"/> have been shown already.</summary>
    public int LabelsShown(DomainName name, DomainName zone)
    {
        for (int labels = name.LabelCount; labels > zone.LabelCount; labels--)
        {
            if (_inside.TryFind(name.Suffix(labels), out DomainName? inside) && inside == zone)
                return labels;
        }

        return zone.LabelCount;
    }
}
