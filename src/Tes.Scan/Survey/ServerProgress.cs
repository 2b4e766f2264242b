using Tes.Smtp;

namespace Tes.Scan.Survey;

/// <summary>How far a session with a mail server came. More is better: of several sessions the one that came furthest tells what the server can do.</summary>
internal enum ServerProgress
{
    /// <summary>No connection.</summary>
    None,

    /// <summary>A connection, and nothing of use: it put us off, broke the session or took too long.</summary>
    Connected,

    /// <summary>It answered, and did not complete TLS.</summary>
    Answered,

    /// <summary>TLS.</summary>
    Encrypted,
}

/// <summary>Reads it off a report.</summary>
internal static class ServerProgressOfProbe
{
    public static ServerProgress Progress(this ProbeReport probe) => probe.StartTls switch
    {
        StartTlsOutcome.Accepted => ServerProgress.Encrypted,
        StartTlsOutcome.NotOffered or StartTlsOutcome.Refused or StartTlsOutcome.HandshakeFailed => ServerProgress.Answered,
        StartTlsOutcome.Inconclusive => ServerProgress.Connected,
        _ => ServerProgress.None,
    };
}
