namespace Tes.Smtp;

/// <summary>How the server took our introduction on the cleartext connection.</summary>
public enum HelloOutcome
{
    /// <summary>The session ended before any answer to it.</summary>
    NotReached,

    /// <summary>EHLO was accepted.</summary>
    EhloAccepted,

    /// <summary>EHLO was refused, HELO accepted: a server without extensions (RFC 5321 §3.2).</summary>
    HeloAccepted,

    /// <summary>EHLO was refused, and HELO too or not answered.</summary>
    Refused,
}
