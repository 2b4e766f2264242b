namespace Tes.Smtp;

/// <summary>How far a session had come, in the order of the protocol.</summary>
public enum SmtpStage
{
    /// <summary>Opening the TCP connection.</summary>
    Connect,

    /// <summary>Waiting for the greeting.</summary>
    Greeting,

    /// <summary>EHLO on the cleartext connection.</summary>
    Ehlo,

    /// <summary>HELO, after EHLO was refused.</summary>
    Helo,

    /// <summary>The STARTTLS command and its reply.</summary>
    StartTls,

    /// <summary>The TLS handshake.</summary>
    TlsHandshake,

    /// <summary>EHLO inside TLS.</summary>
    EhloAfterTls,

    /// <summary>QUIT and its reply.</summary>
    Quit,
}
