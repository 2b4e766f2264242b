using Tes.Dns;
using Tes.Dns.Resolution;

namespace Tes.Mail.Dmarc;

/// <summary>
/// What a receiver makes of a message that still follows RFC 7489 with a list of public suffixes. Made to stand beside
/// <see cref="DmarcEvaluation"/>: where both differ, the owner of the domain cannot know what becomes of the mail.
/// </summary>
public sealed class SuffixListEvaluation
{
    private SuffixListEvaluation(SuffixListDiscovery discovery, DmarcResult result)
    {
        Discovery = discovery;
        Result = result;
    }

    /// <summary>The record that such a receiver finds.</summary>
    public SuffixListDiscovery Discovery { get; }

    /// <summary>What it comes to; <see cref="DmarcResult.PermError"/> never.</summary>
    public DmarcResult Result { get; }

    /// <summary>Evaluates one Author Domain.</summary>
    /// <param name="resolver">Whom to ask.</param>
    /// <param name="list">The list.</param>
    /// <param name="authorDomain">The domain of the From field, as A-labels.</param>
    /// <param name="identifiers">What SPF and DKIM said.</param>
    /// <param name="cancellationToken">Ends the wait; only then is an exception thrown.</param>
    public static async Task<SuffixListEvaluation> EvaluateAsync(
        IResolver resolver, PublicSuffixList list, DomainName authorDomain, IReadOnlyList<AuthenticatedIdentifier> identifiers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(identifiers);
        SuffixListDiscovery discovery = await SuffixListDiscovery.FindAsync(resolver, list, authorDomain, cancellationToken).ConfigureAwait(false);
        return new SuffixListEvaluation(discovery, Judge(discovery, list, identifiers));
    }

    private static DmarcResult Judge(SuffixListDiscovery discovery, PublicSuffixList list, IReadOnlyList<AuthenticatedIdentifier> identifiers)
    {
        if (discovery.Undetermined is not null)
            return DmarcResult.TempError;
        if (discovery.RecordDomain is null)
            return DmarcResult.None;
        DmarcRecord record = ((DmarcLookup.Published)discovery.Steps[^1].Lookup).Record;
        if (Any(IdentifierAuthentication.Passed))
            return DmarcResult.Pass;
        return Any(IdentifierAuthentication.Undetermined) ? DmarcResult.TempError : DmarcResult.Fail;

        bool Any(IdentifierAuthentication authentication) =>
            identifiers.Any(identifier => identifier.Authentication == authentication && IsAligned(identifier, record, discovery, list));
    }

    // RFC 7489 §3.1
    private static bool IsAligned(AuthenticatedIdentifier identifier, DmarcRecord record, SuffixListDiscovery discovery, PublicSuffixList list)
    {
        if (identifier.Domain == discovery.AuthorDomain)
            return true;
        AlignmentMode mode = identifier.Mechanism == AuthenticationMechanism.Spf ? record.SpfAlignment : record.DkimAlignment;
        return mode == AlignmentMode.Relaxed && discovery.OrganizationalDomain is { } organizational && list.OrganizationalDomainOf(identifier.Domain) == organizational;
    }
}
