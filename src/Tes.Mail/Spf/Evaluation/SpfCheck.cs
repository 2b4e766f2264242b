using Tes.Dns;
using Tes.Dns.Resolution;

namespace Tes.Mail.Spf.Evaluation;

/// <summary>Checks whether a client may send mail for a domain: check_host() (RFC 7208 §4).</summary>
public static class SpfCheck
{
    /// <summary>
    /// Evaluates the policy of the domain. Whatever the request and the records hold there is a result: nothing a peer wrote
    /// throws, and work is bounded by <see cref="SpfLimits"/>, which allows some 110 questions of the worst policy.
    /// </summary>
    /// <param name="resolver">Is asked for TXT, A, AAAA, MX and PTR.</param>
    /// <param name="request">The session.</param>
    /// <param name="timeLimit">Cancelled when the time for the evaluation is over, at the earliest after 20 seconds (RFC 7208 §4.6.4): the result is temperror then.</param>
    /// <param name="cancellationToken">Ends the wait; only then an exception is thrown.</param>
    /// <returns>The result with all that led to it.</returns>
    public static async Task<SpfEvaluation> EvaluateAsync(IResolver resolver, SpfRequest request, CancellationToken timeLimit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(request);
        var sender = new SpfSender(request);
        // RFC 7208 §4.3: a domain that is malformed or has one label only
        if (!SpfName.IsMailDomain(sender.Domain, out DomainName? domain))
        {
            string reason = sender.Domain.Length == 0 ? "there is no domain to check" : "this is no fully qualified domain name";
            return new SpfEvaluation(sender.Identity, sender.Domain, new SpfDecision.NoRecord(reason), null, SpfExplanation.Absent, null, 0, 0);
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(timeLimit, cancellationToken);
        return await EvaluateDomainAsync(resolver, sender, domain, timeLimit, ended.Token, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<SpfEvaluation> EvaluateDomainAsync(
        IResolver resolver, SpfSender sender, DomainName domain, CancellationToken timeLimit, CancellationToken ended, CancellationToken cancellationToken)
    {
        var questions = new SpfQuestions(resolver);
        var names = new SpfValidatedNames(sender, questions);
        var expander = new MacroExpander(sender, names);
        var evaluator = new SpfEvaluator(sender, questions, names, expander);
        var record = new SpfRecordTrace(domain);
        SpfExplanation explanation = SpfExplanation.Absent;
        try
        {
            await evaluator.CheckHostAsync(record, new SpfDomain(domain), ended).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeLimit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            record.Decision = new SpfDecision.Error(SpfProblem.TimeLimit, "the time for the evaluation is over");
        }

        SecurityStatus? security = questions.Security;
        try
        {
            if (record.Result == SpfResult.Fail)
                explanation = await new SpfExplanationReader(questions, expander).ReadAsync(record, ended).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeLimit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            explanation = new SpfExplanation(null, "the time for the evaluation is over");
        }

        return new SpfEvaluation(sender.Identity, sender.Domain, record.Decision, record, explanation, security, evaluator.LookupTerms, evaluator.VoidLookups);
    }
}
