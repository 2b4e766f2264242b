namespace Tes.Smtp;

/// <summary>EHLO was refused and HELO has been sent; without EHLO there is no STARTTLS (RFC 5321 §3.2).</summary>
/// <param name="findings">What is known so far.</param>
/// <param name="ehloRefusal">How EHLO was refused.</param>
internal sealed class AwaitHeloReply(CleartextFindings findings, SmtpReply ehloRefusal) : ClientState<CleartextFindings>
{
    /// <inheritdoc/>
    public override SmtpStage Stage => SmtpStage.Helo;

    /// <inheritdoc/>
    public override ClientStep<CleartextFindings> Receive(SmtpReply reply) => reply.Code.Value == KnownReplyCode.Ok
        ? new ClientStep<CleartextFindings>.Leave(findings with { Hello = HelloOutcome.HeloAccepted, StartTls = StartTlsOutcome.NotOffered }, Departure.Quit)
        : GiveUp(reply, failure => (findings with { Hello = HelloOutcome.Refused }).Inconclusive(failure));

    /// <inheritdoc/>
    // A server that hangs up at HELO has said with its refusal of EHLO why.
    public override CleartextFindings Abandon(SmtpFailure failure) => (findings with { Hello = HelloOutcome.Refused })
        .Inconclusive(failure is SmtpFailure.SessionLost ? new SmtpFailure.Refused(SmtpStage.Ehlo, ehloRefusal) : failure);
}
