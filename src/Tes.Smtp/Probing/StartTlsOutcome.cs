namespace Tes.Smtp;

/// <summary>The one answer to "does STARTTLS work at this address". The words of the JSON contract stand in quotes.</summary>
public enum StartTlsOutcome
{
    /// <summary>"yes": offered, accepted, and the handshake completed.</summary>
    Accepted,

    /// <summary>"no": the server talks SMTP and does not offer it (also when it only knows HELO).</summary>
    NotOffered,

    /// <summary>"refused": offered, but the command was answered 4yz (such as 454) or 5yz; the failure holds the reply.</summary>
    Refused,

    /// <summary>"failed": accepted, but no TLS came about, or cleartext followed the acceptance.</summary>
    HandshakeFailed,

    /// <summary>"unreachable": no TCP connection. <see cref="SmtpFailure.NotConnected.Fault"/> tells a time-out from a refusal.</summary>
    Unreachable,

    /// <summary>"inconclusive": the session ended before the question could be put: 4yz or 5yz greeting, closed early, too slow, not SMTP; or there was none, by our own choice.</summary>
    Inconclusive,
}
