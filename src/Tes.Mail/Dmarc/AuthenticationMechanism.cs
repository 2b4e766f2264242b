namespace Tes.Mail.Dmarc;

/// <summary>What can authenticate an identifier for DMARC (RFC 9989 §4.3).</summary>
public enum AuthenticationMechanism
{
    /// <summary>The MAIL FROM identity (RFC 7208 §2.4), never HELO where there is a reverse-path.</summary>
    Spf,

    /// <summary>The signing domain, d= (RFC 6376).</summary>
    Dkim,
}
