namespace Tes.Smtp;

/// <summary>The connection is open; the server speaks first (RFC 5321 §3.1).</summary>
/// <param name="ehloName">Our name for EHLO and HELO: a domain or an address literal.</param>
internal sealed class AwaitGreeting(string ehloName) : ClientState<CleartextFindings>
{
    /// <inheritdoc/>
    public override SmtpStage Stage => SmtpStage.Greeting;

    /// <inheritdoc/>
    public override ClientStep<CleartextFindings> Receive(SmtpReply reply)
    {
        var findings = new CleartextFindings { Greeting = reply };
        // RFC 5321 §4.2: an unusual code is taken by its first digit
        return reply.Code.Severity == ReplySeverity.PositiveCompletion
            ? new ClientStep<CleartextFindings>.Send($"EHLO {ehloName}", new AwaitEhloReply(ehloName, findings))
            : GiveUp(reply, findings.Inconclusive); // RFC 5321 §3.1: after 554, QUIT
    }

    /// <inheritdoc/>
    public override CleartextFindings Abandon(SmtpFailure failure) => new CleartextFindings().Inconclusive(failure);
}
