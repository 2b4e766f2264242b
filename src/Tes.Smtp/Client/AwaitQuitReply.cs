namespace Tes.Smtp;

/// <summary>QUIT has been sent; the findings are complete, and only the manner of the farewell is still open (RFC 5321 §4.1.1.10).</summary>
internal sealed class AwaitQuitReply : ClientState<PeerQuirk?>
{
    /// <inheritdoc/>
    public override SmtpStage Stage => SmtpStage.Quit;

    /// <inheritdoc/>
    public override ClientStep<PeerQuirk?> Receive(SmtpReply reply) =>
        new ClientStep<PeerQuirk?>.Leave(reply.Code.Value == KnownReplyCode.Goodbye ? null : PeerQuirk.QuitNotAnswered, Departure.Close);

    /// <inheritdoc/>
    public override PeerQuirk? Abandon(SmtpFailure failure) => PeerQuirk.QuitNotAnswered;
}
