namespace Tes.Smtp;

/// <summary>STARTTLS has been sent (RFC 3207 §4).</summary>
/// <param name="findings">What is known so far.</param>
internal sealed class AwaitStartTlsReply(CleartextFindings findings) : ClientState<CleartextFindings>
{
    /// <inheritdoc/>
    public override SmtpStage Stage => SmtpStage.StartTls;

    /// <inheritdoc/>
    public override ClientStep<CleartextFindings> Receive(SmtpReply reply) => reply.Code.Severity switch
    {
        // RFC 3207 §4: 220, then the client starts TLS at once
        ReplySeverity.PositiveCompletion => new ClientStep<CleartextFindings>.Leave(findings, Departure.StartTls),
        // RFC 3207 §4: 454 for now, 501 and others for good
        ReplySeverity.Transient or ReplySeverity.Permanent => GiveUp(reply, failure => findings with { StartTls = StartTlsOutcome.Refused, Failure = failure }),
        _ => GiveUp(reply, findings.Inconclusive),
    };

    /// <inheritdoc/>
    // Cleartext behind the acceptance is an attack on TLS itself, all else is a session that broke.
    public override CleartextFindings Abandon(SmtpFailure failure) =>
        failure is SmtpFailure.ProtocolViolation { Fault: ProtocolFault.BytesAfterStartTlsReply }
            ? findings with { StartTls = StartTlsOutcome.HandshakeFailed, Failure = failure }
            : findings.Inconclusive(failure);
}
