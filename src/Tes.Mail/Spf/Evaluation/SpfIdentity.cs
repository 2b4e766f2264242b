namespace Tes.Mail.Spf.Evaluation;

/// <summary>Whose authorisation is checked (RFC 7208 §2.3 and §2.4).</summary>
public enum SpfIdentity
{
    /// <summary>The reverse-path; the HELO identity in its place where that is empty.</summary>
    MailFrom,

    /// <summary>The name in HELO or EHLO.</summary>
    Helo,
}
