using Tes.Smtp;

namespace Tes.Scan.Survey.Politeness;

/// <summary>How a server took a session, as far as it matters for the next one.</summary>
internal enum Reception
{
    /// <summary>It talked with us.</summary>
    Welcomed,

    /// <summary>It said that it will later, or acted so.</summary>
    PutOff,

    /// <summary>Nothing can be said: nobody there, too slow, or a refusal for good.</summary>
    Unknown,
}

/// <summary>Tells how a session was received.</summary>
internal static class Receptions
{
    /// <summary>What a report says of it. A connection that is refused is for the caller to judge: most often nothing listens there.</summary>
    public static Reception Of(ProbeReport report) => report.Failure switch
    {
        // RFC 5321 §4.2.1: 4yz, try again later. 421 too many connections, 450 and 451 greylisting and local trouble, 452 no
        // room, 454 TLS not available now (RFC 3207 §4).
        SmtpFailure.Refused { IsTransient: true } => Reception.PutOff,
        // 554 and the like with "too many connections".
        SmtpFailure.Refused when InconclusiveReasons.Of(report) == InconclusiveReason.RateLimited => Reception.PutOff,
        // Closed before the greeting: what servers and firewalls do with more connections than they want.
        SmtpFailure.SessionLost { Stage: SmtpStage.Greeting, Fault: SessionFault.Closed or SessionFault.Reset } => Reception.PutOff,
        _ => report.Hello is HelloOutcome.EhloAccepted or HelloOutcome.HeloAccepted ? Reception.Welcomed : Reception.Unknown,
    };
}
