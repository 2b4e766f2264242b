namespace Tes.Mail.MtaSts;

/// <summary>What a sender does where a policy is not met (RFC 8461 §5).</summary>
public enum MtaStsMode
{
    /// <summary><c>none</c>: there is no policy, and an older one is to be forgotten.</summary>
    None,

    /// <summary><c>testing</c>: mail is delivered, and reported.</summary>
    Testing,

    /// <summary><c>enforce</c>: mail is not delivered to that host.</summary>
    Enforce,
}
