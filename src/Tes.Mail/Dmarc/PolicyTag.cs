namespace Tes.Mail.Dmarc;

/// <summary>The tag that a policy is taken from (RFC 9989 §4.10.1).</summary>
public enum PolicyTag
{
    /// <summary><c>p</c>: the domain of the record, and everything below it without another tag.</summary>
    P,

    /// <summary><c>sp</c>: existing subdomains.</summary>
    Sp,

    /// <summary><c>np</c>: subdomains that do not exist.</summary>
    Np,
}
