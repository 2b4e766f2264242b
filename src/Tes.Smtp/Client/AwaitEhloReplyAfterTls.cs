namespace Tes.Smtp;

/// <summary>EHLO has been sent inside TLS. The session is new: nothing from before TLS is known here (RFC 3207 §4.2).</summary>
internal sealed class AwaitEhloReplyAfterTls : ClientState<EncryptedFindings>
{
    /// <inheritdoc/>
    public override SmtpStage Stage => SmtpStage.EhloAfterTls;

    /// <inheritdoc/>
    public override ClientStep<EncryptedFindings> Receive(SmtpReply reply) => reply.Code.Value == KnownReplyCode.Ok
        ? new ClientStep<EncryptedFindings>.Leave(new EncryptedFindings(EhloCapabilities.Read(reply), Failure: null), Departure.Quit)
        : GiveUp(reply, Abandon);

    /// <inheritdoc/>
    public override EncryptedFindings Abandon(SmtpFailure failure) => new(Capabilities: null, failure);
}
