namespace Tes.Mail.Dmarc;

/// <summary>How near an Authenticated Identifier must be to the Author Domain (RFC 9989 §4.4, tags adkim and aspf).</summary>
public enum AlignmentMode
{
    /// <summary>Both have the same Organizational Domain.</summary>
    Relaxed,

    /// <summary>Both are the same domain.</summary>
    Strict,
}
