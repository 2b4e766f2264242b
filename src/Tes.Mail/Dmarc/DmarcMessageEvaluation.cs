namespace Tes.Mail.Dmarc;

/// <summary>What DMARC makes of a message with all its Author Domains (RFC 9989 §11.5). Made by <see cref="DmarcEvaluator"/>.</summary>
public sealed class DmarcMessageEvaluation
{
    internal DmarcMessageEvaluation(IReadOnlyList<DmarcEvaluation> evaluations, int authorDomains)
    {
        Evaluations = evaluations;
        AuthorDomains = authorDomains;
        Governing = evaluations.Count == 0 ? null : evaluations.MaxBy(Weight);
    }

    /// <summary>How many Author Domains the message has. RFC 5322 allows one From field; a receiver may refuse a message with another number than 1.</summary>
    public int AuthorDomains { get; }

    /// <summary>One evaluation for each, <see cref="DmarcLimits.MaxAuthorDomains"/> at most.</summary>
    public IReadOnlyList<DmarcEvaluation> Evaluations { get; }

    /// <summary>
    /// The one that counts: of those that fail the strictest, else one that is not known, else one that passes, else any. Null where
    /// the message has no Author Domain.
    /// </summary>
    public DmarcEvaluation? Governing { get; }

    /// <summary>
    /// The result of the message. With several Author Domains it is pass only where each passes. More than are looked at are
    /// <see cref="DmarcResult.PermError"/> unless one of those looked at fails; none at all is <see cref="DmarcResult.None"/>.
    /// </summary>
    public DmarcResult Result =>
        Governing is null ? DmarcResult.None
        : Governing.Result is DmarcResult.Fail or DmarcResult.TempError ? Governing.Result
        : AuthorDomains > Evaluations.Count ? DmarcResult.PermError
        : Governing.Result == DmarcResult.Pass && Evaluations.Any(evaluation => evaluation.Result != DmarcResult.Pass) ? DmarcResult.None
        : Governing.Result;

    private static int Weight(DmarcEvaluation evaluation) => evaluation.Result switch
    {
        DmarcResult.Fail => 10 + (int)evaluation.Disposition,
        DmarcResult.TempError => 4,
        DmarcResult.PermError => 3,
        DmarcResult.Pass => 2,
        _ => 1,
    };
}
