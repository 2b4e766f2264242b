using Tes.Dns;
using Tes.Dns.Resolution;

namespace Tes.Mail.Dmarc;

/// <summary>
/// Which record a receiver finds that still follows RFC 7489 §6.6.3: the domain's own, else that of the Organizational Domain by a
/// list of public suffixes. Made to stand beside <see cref="DmarcDiscovery"/> and to be compared with it.
/// </summary>
public sealed class SuffixListDiscovery
{
    private SuffixListDiscovery(DomainName authorDomain, DomainName? organizationalDomain, IReadOnlyList<DmarcWalkStep> steps)
    {
        AuthorDomain = authorDomain;
        OrganizationalDomain = organizationalDomain;
        Steps = steps;
        Undetermined = steps.FirstOrDefault(step => step.Lookup.IsUndetermined);
        if (steps[^1].Lookup is not DmarcLookup.Published { Record: { Applicability: not RecordApplicability.NoProcessing } record })
            return;
        RecordDomain = steps[^1].Domain;
        // RFC 7489 §6.3 knows neither np nor t
        Policy = record.PolicyFor(RecordDomain == authorDomain ? PolicyTag.P : PolicyTag.Sp).Policy;
    }

    /// <summary>The Author Domain.</summary>
    public DomainName AuthorDomain { get; }

    /// <summary>Its Organizational Domain by the list; null where it is a public suffix itself.</summary>
    public DomainName? OrganizationalDomain { get; }

    /// <summary>The queries, one or two.</summary>
    public IReadOnlyList<DmarcWalkStep> Steps { get; }

    /// <summary>The query that failed or was bogus; null where there is none.</summary>
    public DmarcWalkStep? Undetermined { get; }

    /// <summary>Where the record stands that governs; null where none does or it is not known.</summary>
    public DomainName? RecordDomain { get; }

    /// <summary>The policy that applies; null where none does or it is not known.</summary>
    public DmarcPolicy? Policy { get; }

    /// <summary>Whether receivers of both kinds treat mail from the domain alike.</summary>
    /// <param name="discovery">What RFC 9989 makes of the same domain.</param>
    /// <returns>Null where one of both is not known.</returns>
    public bool? AgreesWith(DmarcDiscovery discovery)
    {
        ArgumentNullException.ThrowIfNull(discovery);
        if (Undetermined is not null || discovery.Walk.Undetermined is not null)
            return null;
        return discovery switch
        {
            DmarcDiscovery.Governed { Record.Applicability: not RecordApplicability.NoProcessing } governed =>
                governed.Policy is { } policy
                    ? RecordDomain == governed.RecordDomain && Policy == policy.Policy && governed.Walk.OrganizationalDomain == OrganizationalDomain
                    : null,
            // Without a record nobody compares anything.
            _ => RecordDomain is null,
        };
    }

    /// <summary>Finds it.</summary>
    public static async Task<SuffixListDiscovery> FindAsync(IResolver resolver, PublicSuffixList list, DomainName authorDomain, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(list);
        DomainName? organizational = list.OrganizationalDomainOf(authorDomain);
        List<DmarcWalkStep> steps = [new(authorDomain, await DmarcResolver.ResolveAsync(resolver, authorDomain, cancellationToken).ConfigureAwait(false))];
        if (steps[0].Lookup is DmarcLookup.None or DmarcLookup.Multiple && organizational is not null && organizational != authorDomain)
            steps.Add(new(organizational, await DmarcResolver.ResolveAsync(resolver, organizational, cancellationToken).ConfigureAwait(false)));
        return new SuffixListDiscovery(authorDomain, organizational, steps);
    }
}
