using Tes.Scan.Reports;
using Tes.Smtp;
using Tes.TransportSecurity.Mx;

namespace Tes.Scan.Survey;

/// <summary>Finds out why nothing can be said of a domain or a server.</summary>
public static class InconclusiveReasons
{
    /// <summary>Why a domain is <see cref="SurveyClass.Inconclusive"/>, or would have to be; null where something can be said of it.</summary>
    /// <param name="report">What its test gave.</param>
    /// <param name="place">What is known of the place: where port 25 is blocked, an unresponsive server may be alive.</param>
    public static InconclusiveReason? Of(DomainReport report, SurveyPlace place = SurveyPlace.ReachesServers)
    {
        ArgumentNullException.ThrowIfNull(report);
        SurveyClass @class = SurveyClassifier.Of(report);
        bool isHidden = @class == SurveyClass.Unresponsive && place == SurveyPlace.IsBlocked;
        if (@class != SurveyClass.Inconclusive && !isHidden)
            return null;
        DomainFacts facts = report.Facts;
        if (facts.ResolverTrouble is not null || facts.Mx is MxResolution.Failed)
            return InconclusiveReason.ResolverFailure;
        InconclusiveReason[] reasons =
        [
            .. facts.Addresses.Select(known => Of(known.Address.Probe, place)).OfType<InconclusiveReason>(),
            .. facts.Hosts.Where(host => host.Resolution is MxHostResolution.Failed).Select(_ => InconclusiveReason.ResolverFailure),
        ];
        return reasons.Length > 0 ? reasons.Max() : null;
    }

    /// <summary>Why nothing can be said of a server; null where something can.</summary>
    /// <param name="session">What the session with it gave.</param>
    /// <param name="place">What is known of the place.</param>
    public static InconclusiveReason? Of(ProbeReport session, SurveyPlace place = SurveyPlace.ReachesServers)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (session.StartTls is not (StartTlsOutcome.Inconclusive or StartTlsOutcome.Unreachable))
            return null;
        return session.Failure?.Match(
            notConnected => OfConnection(notConnected.Fault, place),
            refused => OfReply(refused),
            lost => lost.Fault is SessionFault.ReplyTimedOut or SessionFault.DeadlineExceeded ? InconclusiveReason.TimedOut : InconclusiveReason.SessionLost,
            violation => InconclusiveReason.NotSmtp,
            tls => InconclusiveReason.SessionLost,
            withheld => withheld.Cause == WithheldCause.OptedOut ? InconclusiveReason.OptedOut : (InconclusiveReason?)InconclusiveReason.RateLimited);
    }

    /// <summary>The word for a reason in documents.</summary>
    public static string WordOf(InconclusiveReason reason) => reason switch
    {
        InconclusiveReason.NotSmtp => "notSmtp",
        InconclusiveReason.TurnedAway => "turnedAway",
        InconclusiveReason.SessionLost => "sessionLost",
        InconclusiveReason.TimedOut => "timedOut",
        InconclusiveReason.PutOff => "putOff",
        InconclusiveReason.RateLimited => "rateLimited",
        InconclusiveReason.OptedOut => "optedOut",
        InconclusiveReason.BlockedHere => "blockedHere",
        InconclusiveReason.ResolverFailure => "resolverFailure",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a reason."),
    };

    // An unresponsive server is a finding, unless it is our own host or network that keeps us from it.
    private static InconclusiveReason? OfConnection(ConnectFault fault, SurveyPlace place) => fault switch
    {
        ConnectFault.Other => InconclusiveReason.BlockedHere,
        _ when place == SurveyPlace.IsBlocked => InconclusiveReason.BlockedHere,
        _ => null,
    };

    private static InconclusiveReason OfReply(SmtpFailure.Refused refused)
    {
        // RFC 5321 §4.2.3: 421, service not available. Other codes for too many connections are told by their text alone (RFC 3463
        // has no status for it; X.3.2 and X.7.1 are used).
        if (refused.Reply.Code.Value == 421 || refused.Reply.Lines.Any(line => SaysTooOften(line)))
            return InconclusiveReason.RateLimited;
        return refused.IsTransient ? InconclusiveReason.PutOff : InconclusiveReason.TurnedAway;
    }

    private static bool SaysTooOften(string line) =>
        (line.Contains("too many", StringComparison.OrdinalIgnoreCase) || line.Contains("too fast", StringComparison.OrdinalIgnoreCase) || line.Contains("rate limit", StringComparison.OrdinalIgnoreCase))
        && !line.Contains("recipients", StringComparison.OrdinalIgnoreCase);
}
