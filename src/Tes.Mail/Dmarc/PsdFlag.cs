namespace Tes.Mail.Dmarc;

/// <summary>What a record says its domain is (RFC 9989 §4.7, tag psd).</summary>
public enum PsdFlag
{
    /// <summary><c>psd=u</c>, the default: no Public Suffix Domain; the tree walk says whether it is an Organizational Domain.</summary>
    Unspecified,

    /// <summary><c>psd=n</c>: the Organizational Domain of itself and of what is below it.</summary>
    OrganizationalDomain,

    /// <summary><c>psd=y</c>: a Public Suffix Domain.</summary>
    PublicSuffixDomain,
}
