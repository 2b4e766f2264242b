namespace Tes.Smtp;

/// <summary>EHLO has been sent on the cleartext connection (RFC 5321 §4.1.1.1).</summary>
/// <param name="ehloName">Our name, for HELO if EHLO is refused.</param>
/// <param name="findings">What is known so far.</param>
internal sealed class AwaitEhloReply(string ehloName, CleartextFindings findings) : ClientState<CleartextFindings>
{
    /// <inheritdoc/>
    public override SmtpStage Stage => SmtpStage.Ehlo;

    /// <inheritdoc/>
    public override ClientStep<CleartextFindings> Receive(SmtpReply reply)
    {
        // RFC 5321 §4.3.2: 250 is the only success. Another 2yz is a second greeting, and "no STARTTLS" would be a false answer.
        if (reply.Code.Value == KnownReplyCode.Ok) return Accept(EhloCapabilities.Read(reply));

        // RFC 5321 §3.2: a server that does not know EHLO says so with 500, 502 and the like; then HELO
        if (reply.Code.Severity == ReplySeverity.Permanent)
            return new ClientStep<CleartextFindings>.Send($"HELO {ehloName}", new AwaitHeloReply(findings, reply));

        return GiveUp(reply, failure => (findings with { Hello = failure is SmtpFailure.Refused ? HelloOutcome.Refused : HelloOutcome.NotReached }).Inconclusive(failure));
    }

    /// <inheritdoc/>
    public override CleartextFindings Abandon(SmtpFailure failure) => findings.Inconclusive(failure);

    private ClientStep<CleartextFindings> Accept(EhloCapabilities capabilities)
    {
        var known = findings with { Hello = HelloOutcome.EhloAccepted, Capabilities = capabilities };
        return capabilities.StartTls
            ? new ClientStep<CleartextFindings>.Send("STARTTLS", new AwaitStartTlsReply(known))
            : new ClientStep<CleartextFindings>.Leave(known with { StartTls = StartTlsOutcome.NotOffered }, Departure.Quit);
    }
}
