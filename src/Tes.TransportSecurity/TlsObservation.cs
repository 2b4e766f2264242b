namespace Tes.TransportSecurity;

/// <summary>What an attempt to start TLS at one address of a mail host showed.</summary>
public enum TlsObservation
{
    /// <summary>The handshake completed; the server showed its certificates.</summary>
    Established,

    /// <summary>The handshake completed with TLS 1.0 or 1.1, which a sender must not negotiate any more (RFC 8996 §4, §5).</summary>
    Obsolete,

    /// <summary>The server talks SMTP and does not offer STARTTLS.</summary>
    NotOffered,

    /// <summary>STARTTLS is offered, but refused when asked for.</summary>
    Refused,

    /// <summary>STARTTLS was accepted, but no TLS came about.</summary>
    HandshakeFailed,

    /// <summary>There was no TCP connection.</summary>
    Unreachable,

    /// <summary>Not tested, or the session ended before the question could be put; another client might see something else.</summary>
    Inconclusive,
}
