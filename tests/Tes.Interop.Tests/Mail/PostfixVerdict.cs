using Tes.Interop.Tests.Cases.Mail;

namespace Tes.Interop.Tests.Mail;

/// <summary>What Postfix can be seen to do with a message.</summary>
internal enum PostfixVerdict
{
    /// <summary>Sent, authenticated by DANE below a secure MX answer.</summary>
    Verified,

    /// <summary>Sent, authenticated by DANE below an insecure MX answer.</summary>
    Trusted,

    /// <summary>Sent with TLS, unauthenticated.</summary>
    Unauthenticated,

    /// <summary>Sent without TLS.</summary>
    Cleartext,
    Deferred,
    Bounced,
}

/// <summary>The one place where our words for a delivery meet those of Postfix.</summary>
internal static class PostfixVerdicts
{
    /// <summary>Postfix logs TLS that it must have and TLS that it happens to have in the same way.</summary>
    public static PostfixVerdict Of(Delivery delivery) => delivery switch
    {
        Delivery.Verified => PostfixVerdict.Verified,
        Delivery.Trusted => PostfixVerdict.Trusted,
        Delivery.Encrypted or Delivery.Opportunistic => PostfixVerdict.Unauthenticated,
        Delivery.Cleartext => PostfixVerdict.Cleartext,
        Delivery.Defer => PostfixVerdict.Deferred,
        Delivery.Bounce => PostfixVerdict.Bounced,
        _ => throw new ArgumentOutOfRangeException(nameof(delivery)),
    };

    /// <param name="status">The word after "status=".</param>
    /// <param name="tls">The first word of the line about the TLS connection; null when there was none.</param>
    public static PostfixVerdict Of(string status, string? tls) => (status, tls) switch
    {
        ("sent", "Verified") => PostfixVerdict.Verified,
        ("sent", "Trusted") => PostfixVerdict.Trusted,
        ("sent", "Untrusted" or "Anonymous") => PostfixVerdict.Unauthenticated,
        ("sent", null) => PostfixVerdict.Cleartext,
        ("deferred", _) => PostfixVerdict.Deferred,
        ("bounced", _) => PostfixVerdict.Bounced,
        _ => throw new ArgumentOutOfRangeException(nameof(status), $"{status} {tls}", "not known from Postfix"),
    };
}
