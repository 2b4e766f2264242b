namespace Tes.TransportSecurity;

/// <summary>
/// What becomes of mail, from worst to best: a sender with opportunistic DANE (RFC 7672) reaches one of these. The order is
/// that of what an attacker between the sender and the recipient's hosts can do about it.
/// </summary>
public enum Delivery
{
    /// <summary>Returned to its sender: the domain takes no mail, or there is no such domain or host (RFC 5321 §5.1, RFC 7505 §4).</summary>
    Bounce,

    /// <summary>Kept in the queue: no host can be used now.</summary>
    Defer,

    /// <summary>In clear: anybody on the way reads it.</summary>
    Cleartext,

    /// <summary>Encrypted because the server offered it; an active attacker takes that away unnoticed.</summary>
    Opportunistic,

    /// <summary>Encrypted or not at all, but to an unknown peer: only unusable TLSA records (RFC 7672 §2.2).</summary>
    Encrypted,

    /// <summary>Authenticated as the MX host, but the MX record itself may be forged: tamper-evident only (RFC 7672 §2.2.1).</summary>
    Trusted,

    /// <summary>Authenticated as a host that the domain named securely.</summary>
    Verified,
}
