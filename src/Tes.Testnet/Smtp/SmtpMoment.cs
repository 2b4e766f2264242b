namespace Tes.Testnet.Smtp;

/// <summary>Moments at which a host can close a connection.</summary>
public enum SmtpMoment
{
    /// <summary>In place of the greeting.</summary>
    Greeting,

    /// <summary>In the middle of the greeting's line.</summary>
    WithinGreeting,

    /// <summary>In place of the reply to EHLO or HELO.</summary>
    Hello,

    /// <summary>In place of the reply to STARTTLS.</summary>
    StartTls,

    /// <summary>In the middle of the handshake: after the ServerHello flight.</summary>
    Handshake,

    /// <summary>In place of the reply to EHLO inside TLS.</summary>
    HelloInTls,

    /// <summary>In place of the reply to QUIT.</summary>
    Quit,
}
