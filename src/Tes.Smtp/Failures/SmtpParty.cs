namespace Tes.Smtp;

/// <summary>Whose action made a session fail.</summary>
public enum SmtpParty
{
    /// <summary>The server said or did it.</summary>
    Server,

    /// <summary>We ended it, because of a limit or because the server's bytes broke the protocol.</summary>
    Client,

    /// <summary>Neither was heard: the network or this host's network stack.</summary>
    Network,
}
