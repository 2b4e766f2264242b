using System.Net;
using Tes.Smtp;

namespace Tes.Scan.Survey.Politeness;

/// <summary>What stands for a session that was not held, by our own choice.</summary>
internal static class WithheldSession
{
    public static ProbeReport Of(IPAddress address, int port, string serverName, WithheldCause cause) => new()
    {
        Address = address,
        Port = port,
        ServerName = serverName,
        StartTls = StartTlsOutcome.Inconclusive,
        Failure = new SmtpFailure.Withheld(cause),
        Elapsed = TimeSpan.Zero,
    };
}
