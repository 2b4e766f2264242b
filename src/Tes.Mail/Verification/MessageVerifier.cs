using Tes.Dns;
using Tes.Dns.Resolution;
using Tes.Mail.Arc;
using Tes.Mail.Dkim;
using Tes.Mail.Dmarc;
using Tes.Mail.Messages;
using Tes.Mail.Spf;
using Tes.Mail.Spf.Evaluation;

namespace Tes.Mail.Verification;

/// <summary>
/// Verifies a message and the session that it came in: SPF (RFC 7208), DKIM (RFC 6376), ARC (RFC 8617) and DMARC (RFC 9989). Pure: names are looked up
/// through the resolver, each question once, SPF, keys and policies side by side.
/// </summary>
public static class MessageVerifier
{
    /// <summary>
    /// Verifies. Nothing in the message, the session or the DNS throws; work is bounded by <see cref="SpfLimits"/>,
    /// <see cref="DkimLimits"/>, <see cref="ArcLimits"/> and <see cref="DmarcLimits"/>, and linear in the length of the message.
    /// </summary>
    /// <param name="resolver">Whom to ask.</param>
    /// <param name="message">The message as it came.</param>
    /// <param name="options">The session and the time.</param>
    /// <param name="cancellationToken">Ends the wait; only then is an exception thrown.</param>
    public static async Task<MessageVerification> VerifyAsync(IResolver resolver, MailMessage message, MessageVerifierOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(options);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            return await VerifyAsync(new SharedLookups(resolver, end.Token), message, options, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // What SPF no longer waited for need not be found out.
            await end.CancelAsync().ConfigureAwait(false);
        }
    }

    private static async Task<MessageVerification> VerifyAsync(SharedLookups lookups, MailMessage message, MessageVerifierOptions options, CancellationToken cancellationToken)
    {
        AuthorAddresses authors = AuthorAddresses.Of(message);
        DomainName[] domains = [.. ((authors as AuthorAddresses.Read)?.Mailboxes ?? []).Select(mailbox => mailbox.Domain).OfType<DomainName>().Distinct()];
        Task<SpfVerification> spf = CheckSpfAsync(lookups, options, cancellationToken);
        // The policy is asked for while the others are at work, and is there when its turn comes.
        Task policies = Task.WhenAll(domains.Take(DmarcLimits.MaxAuthorDomains).Select(domain => DmarcResolver.ResolveAsync(lookups, domain, cancellationToken)));
        var verifier = new DkimVerifierOptions(options.Time) { Keys = options.Keys };
        Task<DkimVerification> dkim = DkimVerifier.VerifyAsync(lookups, message, verifier, cancellationToken);
        Task<ArcVerification> arc = ArcVerifier.VerifyAsync(lookups, message, verifier, cancellationToken);
        await Task.WhenAll(spf, policies, dkim, arc).ConfigureAwait(false);
        SpfVerification session = await spf.ConfigureAwait(false);
        DkimVerification signatures = await dkim.ConfigureAwait(false);
        IEnumerable<AuthenticatedIdentifier> said = IdentifiersOf(session).Concat(signatures.Signatures.SelectMany(IdentifiersOf));
        // Whoever reads other fields sees another author: nothing authenticates that one, and the policy of ours applies.
        List<AuthenticatedIdentifier> identifiers = message.HasClearHeader ? [.. said] : [.. said.Select(identifier => identifier with { Authentication = IdentifierAuthentication.NotPassed })];
        DmarcMessageEvaluation evaluation = await DmarcEvaluator.EvaluateAsync(lookups, domains, identifiers, cancellationToken).ConfigureAwait(false);
        SuffixListEvaluation? suffixList = options.SuffixList is { } list && evaluation.Governing is { } governing
            ? await SuffixListEvaluation.EvaluateAsync(lookups, list, governing.AuthorDomain, identifiers, cancellationToken).ConfigureAwait(false)
            : null;
        var dmarc = new MessageDmarc(message, authors, session, evaluation, suffixList);
        return new MessageVerification(message, authors, session, signatures, await arc.ConfigureAwait(false), identifiers, dmarc);
    }

    private static async Task<SpfVerification> CheckSpfAsync(SharedLookups lookups, MessageVerifierOptions options, CancellationToken cancellationToken)
    {
        if (options.Session is null)
            return new SpfVerification.NotEvaluated();
        // RFC 9989 §4.3: of SPF the MAIL FROM identity alone, for which postmaster at the HELO name stands in a null reverse-path (RFC 7208 §2.4)
        SpfRequest request = options.Session with { Identity = SpfIdentity.MailFrom };
        return new SpfVerification.Evaluated(request, await SpfCheck.EvaluateAsync(lookups, request, options.SpfTimeLimit, cancellationToken).ConfigureAwait(false));
    }

    private static IEnumerable<AuthenticatedIdentifier> IdentifiersOf(SpfVerification spf)
    {
        if (spf is SpfVerification.Evaluated { Evaluation: { Record.Domain: { } domain, Result: var result } })
        {
            yield return new AuthenticatedIdentifier(AuthenticationMechanism.Spf, domain, result switch
            {
                SpfResult.Pass => IdentifierAuthentication.Passed,
                SpfResult.TempError => IdentifierAuthentication.Undetermined,
                _ => IdentifierAuthentication.NotPassed,
            });
        }
    }

    private static IEnumerable<AuthenticatedIdentifier> IdentifiersOf(DkimSignatureReport report)
    {
        if (report.Signature is { } signature)
            yield return new AuthenticatedIdentifier(AuthenticationMechanism.Dkim, signature.SigningDomain, AuthenticationOf(report));
    }

    private static IdentifierAuthentication AuthenticationOf(DkimSignatureReport report) => report.Outcome switch
    {
        // With a From field that nobody signed anybody is the author (RFC 6376 §8.15).
        DkimOutcome.Pass when report.LeavesAuthorUnsigned => IdentifierAuthentication.NotPassed,
        DkimOutcome.Pass => IdentifierAuthentication.Passed,
        DkimOutcome.TempError => IdentifierAuthentication.Undetermined,
        _ => IdentifierAuthentication.NotPassed,
    };
}
