namespace Tes.Mail.Dmarc;

/// <summary>Whether an identifier is aligned with the Author Domain (RFC 9989 §4.4).</summary>
public enum AlignmentOutcome
{
    /// <summary>It is.</summary>
    Aligned,

    /// <summary>It is not.</summary>
    NotAligned,

    /// <summary>A query on the way to its Organizational Domain, or to the Author Domain's, failed.</summary>
    Undetermined,

    /// <summary>Nobody had to know: the mechanism did not pass, or <see cref="DmarcLimits.MaxIdentifierWalks"/> is reached.</summary>
    NotExamined,
}
