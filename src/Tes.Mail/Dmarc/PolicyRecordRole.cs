namespace Tes.Mail.Dmarc;

/// <summary>Whose record governs, from the highest preference to the lowest (RFC 9989 §4.10.1).</summary>
public enum PolicyRecordRole
{
    /// <summary>The Author Domain's own.</summary>
    AuthorDomain,

    /// <summary>That of its Organizational Domain.</summary>
    OrganizationalDomain,

    /// <summary>That of its Public Suffix Domain.</summary>
    PublicSuffixDomain,
}
