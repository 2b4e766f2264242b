namespace Tes.Smtp;

/// <summary>How a client leaves a phase of a session.</summary>
internal enum Departure
{
    /// <summary>With QUIT: the session is alive and in step.</summary>
    Quit,

    /// <summary>By closing the connection: the server is closing, gone, or not to be understood.</summary>
    Close,

    /// <summary>Into the TLS handshake.</summary>
    StartTls,
}
