namespace Tes.Mail.Spf.Evaluation;

/// <summary>What came of a term.</summary>
public enum SpfTermOutcome
{
    /// <summary>Its mechanism does not match; the next term is looked at.</summary>
    NotMatched,

    /// <summary>Its mechanism matches, or it is a redirect that was followed: it decides.</summary>
    Matched,

    /// <summary>It ends the evaluation with temperror or permerror.</summary>
    Error,
}
