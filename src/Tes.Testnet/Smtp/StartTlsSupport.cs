namespace Tes.Testnet.Smtp;

/// <summary>What becomes of STARTTLS.</summary>
public enum StartTlsSupport
{
    /// <summary>Offered, accepted, and TLS comes about.</summary>
    Works,

    /// <summary>Not offered; answered 502.</summary>
    NotOffered,

    /// <summary>An attacker on the path overwrites the keyword with X characters and answers the command itself.</summary>
    Stripped,

    /// <summary>Offered, answered 454 (RFC 3207 §4).</summary>
    Unavailable,

    /// <summary>Offered, answered 502.</summary>
    NotImplemented,

    /// <summary>Accepted; every ClientHello gets the alert handshake_failure.</summary>
    HandshakeFails,

    /// <summary>Accepted; a reply in cleartext follows in the same segment (CVE-2011-0411 and its kind).</summary>
    InjectsCleartext,

    /// <summary>Accepted; the connection is closed.</summary>
    Closes,

    /// <summary>Accepted; nothing follows.</summary>
    Silent,

    /// <summary>Accepted; what follows is not TLS.</summary>
    Garbage,
}
