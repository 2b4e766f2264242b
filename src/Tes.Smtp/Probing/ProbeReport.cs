using System.Net;

namespace Tes.Smtp;

/// <summary>What one session with one address of a mail server showed. Facts only: nothing here is a verdict on certificates or policy.</summary>
public sealed record ProbeReport
{
    /// <summary>The address that was probed.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The TCP port.</summary>
    public required int Port { get; init; }

    /// <summary>The name that the server was meant under: the MX host or the TLSA base domain. Sent in SNI, unless <see cref="HeldUnder"/> says otherwise.</summary>
    public required string ServerName { get; init; }

    /// <summary>
    /// The name under which the session was held, where it stands for another one: the server had shown under several names that its
    /// side of TLS does not depend on the name. Null where the session was held under <see cref="ServerName"/>. A probe leaves it null.
    /// </summary>
    public string? HeldUnder { get; init; }

    /// <summary>The name sent in SNI, if it came to TLS.</summary>
    public string NameShown => HeldUnder ?? ServerName;

    /// <summary>The greeting, whatever its code; null when none was read.</summary>
    public SmtpReply? Greeting { get; init; }

    /// <summary>What became of EHLO and HELO before TLS.</summary>
    public HelloOutcome Hello { get; init; }

    /// <summary>The capabilities before TLS; null when EHLO was not accepted.</summary>
    public EhloCapabilities? CapabilitiesBeforeTls { get; init; }

    /// <summary>Whether STARTTLS works.</summary>
    public required StartTlsOutcome StartTls { get; init; }

    /// <summary>What the handshake settled; not null exactly when <see cref="StartTls"/> is <see cref="StartTlsOutcome.Accepted"/>.</summary>
    public TlsSession? Tls { get; init; }

    /// <summary>The capabilities inside TLS; null when there was no TLS or EHLO failed there.</summary>
    public EhloCapabilities? CapabilitiesAfterTls { get; init; }

    /// <summary>
    /// What ended the session early, or the refusal of STARTTLS; null when all went well.
    /// Set next to <see cref="StartTlsOutcome.Accepted"/> when the session broke after the handshake.
    /// </summary>
    public SmtpFailure? Failure { get; init; }

    /// <summary>Wall time of the probe, without the wait for the address to become free.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Deviations that were read over, each once, in the order seen.</summary>
    public IReadOnlyList<PeerQuirk> Quirks { get; init; } = [];
}
