using Tes.Dns;
using Tes.Dns.Resolution;

namespace Tes.Mail.Dmarc;

/// <summary>Finds the record that governs mail from a domain (RFC 9989 §4.10.1).</summary>
public static class DmarcPolicyDiscovery
{
    /// <summary>Walks the whole way, also where the domain has a record of its own, so that the Organizational Domain is known.</summary>
    /// <param name="resolver">Whom to ask.</param>
    /// <param name="authorDomain">The Author Domain.</param>
    /// <param name="cancellationToken">Ends the wait; only then is an exception thrown.</param>
    public static async Task<DmarcDiscovery> FindAsync(IResolver resolver, DomainName authorDomain, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(authorDomain);
        DmarcWalk walk = await new DmarcTreeWalker(resolver).WalkAsync(authorDomain, cancellationToken).ConfigureAwait(false);
        return await WithExistenceAsync(resolver, Select(walk), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks for the Author Domain's own record first, and walks on only where there is none (RFC 9989 §4.10.1).</summary>
    internal static async Task<DmarcDiscovery> FindFirstAsync(IResolver resolver, DmarcTreeWalker walker, DomainName authorDomain, CancellationToken cancellationToken)
    {
        DmarcLookup own = authorDomain.IsRoot ? new DmarcLookup.None(null) : await walker.LookupAsync(authorDomain, cancellationToken).ConfigureAwait(false);
        DmarcWalk walk = own is DmarcLookup.Published
            ? new DmarcWalk(authorDomain, [new DmarcWalkStep(authorDomain, own)])
            : await walker.WalkAsync(authorDomain, cancellationToken).ConfigureAwait(false);
        return await WithExistenceAsync(resolver, Select(walk), cancellationToken).ConfigureAwait(false);
    }

    private static DmarcDiscovery Select(DmarcWalk walk)
    {
        if (walk.RecordAt(walk.Start) is { } own)
            return new DmarcDiscovery.Governed(walk, walk.Start, own, PolicyRecordRole.AuthorDomain, walk.Steps[0].Lookup.Security ?? SecurityStatus.Indeterminate);
        if (walk.Undetermined is { } undetermined)
            return new DmarcDiscovery.Undetermined(walk, undetermined);
        DomainName organizational = walk.OrganizationalDomain!;
        if (walk.RecordAt(organizational) is { } record)
            return new DmarcDiscovery.Governed(walk, organizational, record, PolicyRecordRole.OrganizationalDomain, walk.Security);
        // RFC 9989 §4.10.1: the Public Suffix Domain's, where the Organizational Domain has none
        return walk.Rule == OrganizationalDomainRule.BelowPublicSuffix && walk.RecordAt(organizational.Parent) is { } suffixRecord
            ? new DmarcDiscovery.Governed(walk, organizational.Parent, suffixRecord, PolicyRecordRole.PublicSuffixDomain, walk.Security)
            : new DmarcDiscovery.NotPublished(walk);
    }

    private static async Task<DmarcDiscovery> WithExistenceAsync(IResolver resolver, DmarcDiscovery discovery, CancellationToken cancellationToken)
    {
        if (discovery is not DmarcDiscovery.Governed { Role: not PolicyRecordRole.AuthorDomain, Record: { NonexistentSubdomainPolicy: not null, Applicability: RecordApplicability.AsPublished } } governed)
            return discovery;
        DmarcWalkStep first = governed.Walk.Steps[0];
        return governed with { Existence = await DomainExistence.FindAsync(resolver, first.Domain, first.Lookup.Answer, cancellationToken).ConfigureAwait(false) };
    }
}
