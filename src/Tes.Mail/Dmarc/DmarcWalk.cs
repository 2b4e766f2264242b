using Tes.Dns;
using Tes.Dns.Resolution;

namespace Tes.Mail.Dmarc;

/// <summary>A DNS tree walk (RFC 9989 §4.10) and what follows from it.</summary>
public sealed class DmarcWalk
{
    internal DmarcWalk(DomainName start, IReadOnlyList<DmarcWalkStep> steps)
    {
        Start = start;
        Steps = steps;
        Undetermined = steps.FirstOrDefault(step => step.Lookup.IsUndetermined);
        if (Undetermined is null)
            (OrganizationalDomain, Rule) = Select(start, steps);
    }

    /// <summary>Where the walk began.</summary>
    public DomainName Start { get; }

    /// <summary>The queries in order: <see cref="DmarcLimits.MaxWalkQueries"/> at most.</summary>
    public IReadOnlyList<DmarcWalkStep> Steps { get; }

    /// <summary>The query without an answer that can be used, at which the walk ended; null where there is none.</summary>
    public DmarcWalkStep? Undetermined { get; }

    /// <summary>The Organizational Domain of <see cref="Start"/>; null where a query failed, so that it is not known.</summary>
    public DomainName? OrganizationalDomain { get; }

    /// <summary>What makes it the Organizational Domain; of no meaning where it is not known.</summary>
    public OrganizationalDomainRule Rule { get; }

    /// <summary>The weakest status of the answers: absences decide as records do. <see cref="SecurityStatus.Indeterminate"/> where nothing was asked.</summary>
    public SecurityStatus Security => Steps.Min(step => step.Lookup.Security) ?? SecurityStatus.Indeterminate;

    /// <summary>The record found at a name on the way; null where there is none.</summary>
    internal DmarcRecord? RecordAt(DomainName domain) =>
        (Steps.FirstOrDefault(step => step.Domain == domain)?.Lookup as DmarcLookup.Published)?.Record;

    // RFC 9989 §4.10.2, from the longest name to the shortest
    private static (DomainName Domain, OrganizationalDomainRule Rule) Select(DomainName start, IReadOnlyList<DmarcWalkStep> steps)
    {
        DomainName? fewest = null;
        foreach (DmarcWalkStep step in steps)
        {
            if (step.Lookup is not DmarcLookup.Published { Record: var record })
                continue;
            if (record.Psd == PsdFlag.OrganizationalDomain)
                return (step.Domain, OrganizationalDomainRule.DeclaredOrganizational);
            if (record.Psd == PsdFlag.PublicSuffixDomain && step.Domain != start)
                return (start.Suffix(step.Domain.LabelCount + 1), OrganizationalDomainRule.BelowPublicSuffix);
            fewest = step.Domain;
        }

        return fewest is null ? (start, OrganizationalDomainRule.Itself) : (fewest, OrganizationalDomainRule.FewestLabels);
    }
}
