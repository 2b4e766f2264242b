using Tes.Dns;
using Tes.Dns.Resolution;

namespace Tes.Mail.Dmarc;

/// <summary>Evaluates DMARC for a message (RFC 9989 §5.3). Pure: SPF and DKIM have been evaluated, and look-ups go through the resolver.</summary>
public static class DmarcEvaluator
{
    /// <summary>Evaluates one Author Domain.</summary>
    /// <param name="resolver">Whom to ask.</param>
    /// <param name="authorDomain">The domain of the From field, as A-labels.</param>
    /// <param name="identifiers">What SPF said of the MAIL FROM identity, and DKIM of each signature; in any order.</param>
    /// <param name="cancellationToken">Ends the wait; only then is an exception thrown.</param>
    public static async Task<DmarcEvaluation> EvaluateAsync(
        IResolver resolver, DomainName authorDomain, IReadOnlyList<AuthenticatedIdentifier> identifiers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(authorDomain);
        ArgumentNullException.ThrowIfNull(identifiers);
        var walker = new DmarcTreeWalker(resolver);
        DmarcDiscovery discovery = await DmarcPolicyDiscovery.FindFirstAsync(resolver, walker, authorDomain, cancellationToken).ConfigureAwait(false);
        if (discovery is DmarcDiscovery.Undetermined)
            return new DmarcEvaluation(DmarcResult.TempError, "a look-up for the record that governs failed", discovery, null, []);
        if (discovery is not DmarcDiscovery.Governed governed)
            return new DmarcEvaluation(DmarcResult.None, "no DMARC record governs the domain", discovery, null, []);
        if (governed.Record.Applicability == RecordApplicability.NoProcessing)
        {
            // RFC 9989 §4.10.1: no processing. A policy that is wrong is an error of the record, one that is missing is not.
            bool isWrong = governed.Record.Tags.Any(tag => tag.Name.ToUpperInvariant() is "P" or "SP" or "NP");
            return new DmarcEvaluation(
                isWrong ? DmarcResult.PermError : DmarcResult.None,
                isWrong ? "the record that governs has a policy that is not valid, and nobody to report to" : "the record that governs has neither a policy nor somebody to report to",
                discovery, null, []);
        }

        var alignment = new AlignmentCheck(walker, governed);
        IReadOnlyList<IdentifierAlignment> alignments = await alignment.CheckAsync(identifiers, cancellationToken).ConfigureAwait(false);
        (DmarcResult result, string reason) = Judge(governed, alignments);
        return new DmarcEvaluation(result, reason, discovery, alignment.AuthorWalk, alignments);
    }

    /// <summary>Evaluates a message with any number of Author Domains (RFC 9989 §5.3.1 and §11.5).</summary>
    /// <param name="resolver">Whom to ask.</param>
    /// <param name="authorDomains">The domains of all addresses of all From fields, as A-labels; a domain counts once.</param>
    /// <param name="identifiers">As of the other method.</param>
    /// <param name="cancellationToken">Ends the wait; only then is an exception thrown.</param>
    public static async Task<DmarcMessageEvaluation> EvaluateAsync(
        IResolver resolver, IReadOnlyCollection<DomainName> authorDomains, IReadOnlyList<AuthenticatedIdentifier> identifiers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(authorDomains);
        DomainName[] domains = [.. authorDomains.Distinct()];
        var evaluations = new List<DmarcEvaluation>();
        foreach (DomainName domain in domains.Take(DmarcLimits.MaxAuthorDomains))
            evaluations.Add(await EvaluateAsync(resolver, domain, identifiers, cancellationToken).ConfigureAwait(false));
        return new DmarcMessageEvaluation(evaluations, domains.Length);
    }

    private static (DmarcResult Result, string Reason) Judge(DmarcDiscovery.Governed governed, IReadOnlyList<IdentifierAlignment> alignments)
    {
        // RFC 9989 §5.3.5
        if (alignments.Any(alignment => alignment is { Outcome: AlignmentOutcome.Aligned, Identifier.Authentication: IdentifierAuthentication.Passed }))
            return (DmarcResult.Pass, "an identifier that passed is aligned");
        // RFC 9989 §5.3.6: what could have passed, had a query not failed, has not failed
        if (alignments.Any(alignment => alignment.Outcome == AlignmentOutcome.Undetermined))
            return (DmarcResult.TempError, "a look-up for the Organizational Domain failed");
        if (alignments.Any(alignment => alignment is { Outcome: AlignmentOutcome.Aligned, Identifier.Authentication: IdentifierAuthentication.Undetermined }))
            return (DmarcResult.TempError, "an aligned identifier could not be authenticated because a look-up failed");
        return governed.Policy is null
            ? (DmarcResult.TempError, "the look-up that tells whether the domain exists failed")
            : (DmarcResult.Fail, "no identifier that passed is aligned");
    }
}
