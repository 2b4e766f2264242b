namespace Tes.Mail.Spf.Evaluation;

/// <summary>Why an evaluation ends with an error.</summary>
public enum SpfProblem
{
    /// <summary>Permerror: a record has a syntax error (RFC 7208 §4.6).</summary>
    Syntax,

    /// <summary>Permerror: a domain has more than one record (RFC 7208 §4.5).</summary>
    MultipleRecords,

    /// <summary>Permerror: more than <see cref="SpfLimits.MaxLookupTerms"/> terms with look-ups.</summary>
    TooManyLookups,

    /// <summary>Permerror: more than <see cref="SpfLimits.MaxVoidLookups"/> terms whose look-up finds nothing.</summary>
    TooManyVoidLookups,

    /// <summary>Permerror: more than <see cref="SpfLimits.MaxMxHosts"/> MX records.</summary>
    TooManyMxHosts,

    /// <summary>Permerror: an included domain, or one redirected to, has no record or is no domain (RFC 7208 §5.2 and §6.1).</summary>
    NoRecordAtTarget,

    /// <summary>Temperror: a look-up could not be completed (RFC 7208 §4.4 and §5).</summary>
    LookupFailed,

    /// <summary>Temperror: an answer must be validly signed and is not.</summary>
    Bogus,

    /// <summary>Temperror: the time that the caller gives is over (RFC 7208 §4.6.4).</summary>
    TimeLimit,
}
