namespace Tes.Scan.Survey;

/// <summary>
/// Why a survey can say nothing of a domain or a server: a closed set. Where servers of a domain differ, the reason that comes
/// later here is given: each tells less of the domain, and more of what we did, than the one before.
/// </summary>
public enum InconclusiveReason
{
    /// <summary>What the server sent is not SMTP.</summary>
    NotSmtp,

    /// <summary>The server refused for good (5yz), before it could be asked for STARTTLS: it does not talk with us, or with nobody.</summary>
    TurnedAway,

    /// <summary>The server closed or reset the session, or broke off TLS.</summary>
    SessionLost,

    /// <summary>The server did not answer in time.</summary>
    TimedOut,

    /// <summary>The server asked to come back later (4yz but 421), as with greylisting.</summary>
    PutOff,

    /// <summary>The server says that we come too often (421, or "too many" in the text of a 4yz or 5yz reply), or was left alone as it or its provider had put us off.</summary>
    RateLimited,

    /// <summary>The operator asked to be left out.</summary>
    OptedOut,

    /// <summary>Connections to the port of SMTP do not get out of here.</summary>
    BlockedHere,

    /// <summary>A look-up failed: the resolver's fault, or that of the domain's name servers.</summary>
    ResolverFailure,
}
