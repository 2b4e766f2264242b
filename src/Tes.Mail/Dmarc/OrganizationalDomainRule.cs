namespace Tes.Mail.Dmarc;

/// <summary>What makes a domain the Organizational Domain (RFC 9989 §4.10.2).</summary>
public enum OrganizationalDomainRule
{
    /// <summary>Its record says <c>psd=n</c>.</summary>
    DeclaredOrganizational,

    /// <summary>The record one label above says <c>psd=y</c>.</summary>
    BelowPublicSuffix,

    /// <summary>Of the names with a record it has the fewest labels.</summary>
    FewestLabels,

    /// <summary>There is no record that decides: the domain stands for itself.</summary>
    Itself,
}
