namespace Tes.Mail.Verification;

/// <summary>Whether a message comes from whom it says, all mechanisms together.</summary>
public enum AuthenticationVerdict
{
    /// <summary>
    /// DMARC passes; or no policy governs, and SPF or a signature passes for every Author Domain or a domain above it.
    /// </summary>
    Authenticated,

    /// <summary>Nothing authenticates it, or it does not say whom it is from.</summary>
    NotAuthenticated,

    /// <summary>A look-up that would decide failed, SPF that could decide was not evaluated, or this system cannot read the author's domain.</summary>
    Undetermined,
}
