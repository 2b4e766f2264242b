using Tes.Dns.Resolution;

namespace Tes.Mail.Spf.Evaluation;

/// <summary>The outcome of <see cref="SpfCheck.EvaluateAsync"/>.</summary>
/// <param name="Identity">The identity that was checked.</param>
/// <param name="Domain">Its domain as the peer wrote it, to be escaped wherever it is shown.</param>
/// <param name="Decision">Result and what decided.</param>
/// <param name="Record">The record of the domain with its trace; null where the domain is none that can be looked up.</param>
/// <param name="Explanation">What the domain has to say of a fail.</param>
/// <param name="Security">The weakest status of all answers that the result rests on; null where nothing was asked.</param>
/// <param name="LookupTerms">Terms with look-ups (RFC 7208 §4.6.4), at most one more than <see cref="SpfLimits.MaxLookupTerms"/>.</param>
/// <param name="VoidLookups">Terms whose look-up found nothing, at most one more than <see cref="SpfLimits.MaxVoidLookups"/>.</param>
public sealed record SpfEvaluation(
    SpfIdentity Identity,
    string Domain,
    SpfDecision Decision,
    SpfRecordTrace? Record,
    SpfExplanation Explanation,
    SecurityStatus? Security,
    int LookupTerms,
    int VoidLookups)
{
    /// <summary>The result.</summary>
    public SpfResult Result => Decision.Result;

    /// <summary>The term that matched, that of the record redirected to where there was a redirect; null where none did.</summary>
    public SpfTermTrace? Matched
    {
        get
        {
            SpfDecision decision = Decision;
            while (decision is SpfDecision.Redirected redirected)
                decision = redirected.Record.Decision;
            return (decision as SpfDecision.Matched)?.Term;
        }
    }
}
