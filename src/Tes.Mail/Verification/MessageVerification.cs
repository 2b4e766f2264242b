using Tes.Dns;
using Tes.Mail.Arc;
using Tes.Mail.Dkim;
using Tes.Mail.Dmarc;
using Tes.Mail.Messages;

namespace Tes.Mail.Verification;

/// <summary>What came of a message and its session. Made by <see cref="MessageVerifier"/>.</summary>
public sealed class MessageVerification
{
    internal MessageVerification(
        MailMessage message, AuthorAddresses authors, SpfVerification spf, DkimVerification dkim, ArcVerification arc, IReadOnlyList<AuthenticatedIdentifier> identifiers, MessageDmarc dmarc)
    {
        Message = message;
        Authors = authors;
        Spf = spf;
        Dkim = dkim;
        Arc = arc;
        Identifiers = identifiers;
        Dmarc = dmarc;
    }

    /// <summary>The message.</summary>
    public MailMessage Message { get; }

    /// <summary>Whom it says it is from.</summary>
    public AuthorAddresses Authors { get; }

    /// <summary>SPF of the session.</summary>
    public SpfVerification Spf { get; }

    /// <summary>DKIM: each signature.</summary>
    public DkimVerification Dkim { get; }

    /// <summary>ARC: who handled it and what they found. Information alone: whether a sealer is believed is the receiver's own affair (RFC 8617 §7.2).</summary>
    public ArcVerification Arc { get; }

    /// <summary>What SPF and DKIM said, as DMARC took it: SPF first, then the signatures that name a domain, from the top.</summary>
    public IReadOnlyList<AuthenticatedIdentifier> Identifiers { get; }

    /// <summary>DMARC.</summary>
    public MessageDmarc Dmarc { get; }

    /// <summary>All together. ARC has no part in it.</summary>
    public AuthenticationVerdict Verdict => Dmarc.Result switch
    {
        DmarcResult.Pass => AuthenticationVerdict.Authenticated,
        DmarcResult.Fail or DmarcResult.PermError => AuthenticationVerdict.NotAuthenticated,
        DmarcResult.TempError => Message.HasClearHeader ? AuthenticationVerdict.Undetermined : AuthenticationVerdict.NotAuthenticated,
        _ => VerdictWithoutPolicy(),
    };

    private AuthenticationVerdict VerdictWithoutPolicy()
    {
        if (Authors is AuthorAddresses.Malformed { IsUnreadableHere: true } && Message.HasClearHeader)
            return AuthenticationVerdict.Undetermined;
        if (Dmarc.Evaluation.Governing is null || Authors is not AuthorAddresses.Read { Mailboxes: var mailboxes } || Dmarc.Evaluation.Evaluations.Any(one => one.Result is DmarcResult.Pass))
            return AuthenticationVerdict.NotAuthenticated;
        AuthenticationVerdict[] verdicts = [.. mailboxes.Select(mailbox => mailbox.Domain).Distinct().Select(VerdictOf)];
        // One who is not authenticated decides, whatever is not known of others.
        AuthenticationVerdict[] byWeight = [AuthenticationVerdict.NotAuthenticated, AuthenticationVerdict.Undetermined, AuthenticationVerdict.Authenticated];
        return byWeight.First(verdict => verdicts.Contains(verdict));
    }

    // Without a policy nobody has said which domains belong together. Whoever holds a domain holds what is below it; the reverse is not so.
    private AuthenticationVerdict VerdictOf(DomainName? author)
    {
        IEnumerable<AuthenticatedIdentifier> above = Identifiers.Where(identifier => author is not null && author.IsAtOrBelow(identifier.Domain));
        IdentifierAuthentication[] said = [.. above.Select(identifier => identifier.Authentication)];
        if (said.Contains(IdentifierAuthentication.Passed))
            return AuthenticationVerdict.Authenticated;
        return author is not null && Message.HasClearHeader && (Spf is SpfVerification.NotEvaluated || said.Contains(IdentifierAuthentication.Undetermined))
            ? AuthenticationVerdict.Undetermined
            : AuthenticationVerdict.NotAuthenticated;
    }
}
