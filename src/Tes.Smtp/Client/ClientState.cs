namespace Tes.Smtp;

/// <summary>
/// What an SMTP client waits for, one type per state. A chain of states makes up one phase of a session, before TLS or inside it,
/// and ends with the findings of that phase; nothing else passes from one phase to the next (RFC 3207 §4.2).
/// </summary>
/// <typeparam name="TFindings">What the phase finds out.</typeparam>
internal abstract class ClientState<TFindings>
{
    /// <summary>The stage that a failure here belongs to.</summary>
    public abstract SmtpStage Stage { get; }

    /// <summary>Takes the reply that was waited for.</summary>
    public abstract ClientStep<TFindings> Receive(SmtpReply reply);

    /// <summary>Ends the phase because no reply came that could be used.</summary>
    public abstract TFindings Abandon(SmtpFailure failure);

    /// <summary>The failure that a reply means here, if its code is not one that the command may be answered with.</summary>
    protected SmtpFailure FailureOf(SmtpReply reply) => reply.Code.Severity is ReplySeverity.Transient or ReplySeverity.Permanent
        ? new SmtpFailure.Refused(Stage, reply)
        : new SmtpFailure.ProtocolViolation(Stage, ProtocolFault.UnexpectedCode, $"unexpected reply code {reply.Code}", reply);

    /// <summary>Ends the phase after such a reply: politely, unless the server is closing or is out of step.</summary>
    protected ClientStep<TFindings> GiveUp(SmtpReply reply, Func<SmtpFailure, TFindings> findings)
    {
        var failure = FailureOf(reply);
        // RFC 5321 §3.8: after 421 the server closes the connection
        var politely = failure is SmtpFailure.Refused && reply.Code.Value != KnownReplyCode.ServiceClosing;
        return new ClientStep<TFindings>.Leave(findings(failure), politely ? Departure.Quit : Departure.Close);
    }
}
