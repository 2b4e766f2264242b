namespace Tes.Smtp;

/// <summary>What the phase before TLS found out.</summary>
internal sealed record CleartextFindings
{
    /// <summary>The greeting, whatever its code.</summary>
    public SmtpReply? Greeting { get; init; }

    /// <summary>What became of EHLO and HELO.</summary>
    public HelloOutcome Hello { get; init; }

    /// <summary>The capabilities, when EHLO was accepted.</summary>
    public EhloCapabilities? Capabilities { get; init; }

    /// <summary>Whether STARTTLS works; null when the handshake is to settle it.</summary>
    public StartTlsOutcome? StartTls { get; init; }

    /// <summary>What ended the phase early.</summary>
    public SmtpFailure? Failure { get; init; }

    /// <summary>The same, ended before STARTTLS could be tried.</summary>
    public CleartextFindings Inconclusive(SmtpFailure failure) => this with { StartTls = StartTlsOutcome.Inconclusive, Failure = failure };
}
