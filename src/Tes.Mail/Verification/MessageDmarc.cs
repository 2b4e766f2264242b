using Tes.Mail.Dmarc;
using Tes.Mail.Messages;

namespace Tes.Mail.Verification;

/// <summary>What DMARC makes of a message, its authors and its session. Made by <see cref="MessageVerifier"/>.</summary>
public sealed class MessageDmarc
{
    internal MessageDmarc(MailMessage message, AuthorAddresses authors, SpfVerification spf, DmarcMessageEvaluation evaluation, SuffixListEvaluation? suffixList)
    {
        Evaluation = evaluation;
        SuffixList = suffixList;
        // In such a header SPF authenticates nobody, so it need not be evaluated.
        bool couldPass = spf is SpfVerification.NotEvaluated && message.HasClearHeader;
        (Result, Reason) = Judge(authors, couldPass, evaluation);
        if (!message.HasClearHeader && Result is DmarcResult.Fail or DmarcResult.None && evaluation.Governing is not null)
            Reason = "programs read the header section differently, so nothing authenticates the author";
        SuffixListResult = suffixList is null ? null : WithoutSpf(suffixList.Result, couldPass);
    }

    /// <summary>
    /// The result. None also where the From field is absent, cannot be read or names no domain, and where one of several authors is not
    /// authenticated; <see cref="DmarcResult.TempError"/> also where no signature authenticates the author and SPF was not evaluated.
    /// </summary>
    public DmarcResult Result { get; }

    /// <summary>Why, a clause of ours, safe to show.</summary>
    public string Reason { get; }

    /// <summary>The Author Domains one by one; none where the message names none.</summary>
    public DmarcMessageEvaluation Evaluation { get; }

    /// <summary>The policy that applies to the domain that counts, as published; null where none does or it is not known.</summary>
    public DmarcPolicy? Policy => Evaluation.Governing?.Published;

    /// <summary>What the owner wants done with this message: the policy after test mode where it fails, else none.</summary>
    public DmarcPolicy Disposition => Result == DmarcResult.Fail ? Evaluation.Governing!.Disposition : DmarcPolicy.None;

    /// <summary>What receivers with a list of public suffixes make of the domain that counts; null without a list or a domain.</summary>
    public SuffixListEvaluation? SuffixList { get; }

    /// <summary>Their result for the message; null without a list or a domain.</summary>
    public DmarcResult? SuffixListResult { get; }

    private static (DmarcResult Result, string Reason) Judge(AuthorAddresses authors, bool spfCouldPass, DmarcMessageEvaluation evaluation)
    {
        // RFC 8601 §2.7.1 and RFC 9989 §5.3.1: without an Author Domain there is nothing to evaluate
        if (evaluation.Governing is not { } governing)
        {
            return (DmarcResult.None, authors.Match(
                read => "no address in the From field has a domain name",
                absent => "there is no From field",
                malformed => $"the From field cannot be read: {malformed.Failure.Reason}"));
        }

        bool hasOthers = ((AuthorAddresses.Read)authors).Mailboxes.Any(mailbox => mailbox.Domain is null);
        return WithoutSpf(evaluation.Result, spfCouldPass) switch
        {
            DmarcResult.TempError when evaluation.Result == DmarcResult.Fail => (DmarcResult.TempError, "no signature that passed is aligned, and SPF was not evaluated"),
            DmarcResult.Pass when hasOthers => (DmarcResult.None, "an address in the From field has no domain name, so nothing authenticates it"),
            DmarcResult.PermError when evaluation.AuthorDomains > evaluation.Evaluations.Count =>
                (DmarcResult.PermError, $"the From field has more than {DmarcLimits.MaxAuthorDomains} Author Domains"),
            DmarcResult.None when governing.Result == DmarcResult.Pass => (DmarcResult.None, "not every Author Domain is authenticated"),
            var result => (result, governing.Reason),
        };
    }

    // What SPF could have authenticated has not failed.
    private static DmarcResult WithoutSpf(DmarcResult result, bool spfCouldPass) => result == DmarcResult.Fail && spfCouldPass ? DmarcResult.TempError : result;
}
