using System.Net;

namespace Tes.Smtp;

/// <summary>
/// Finds out how an address speaks SMTP and TLS: greeting, capabilities, STARTTLS, what TLS settles, the certificates as sent.
/// Says EHLO, HELO, STARTTLS and QUIT and nothing else: no mail is ever begun.
/// </summary>
/// <param name="options">Name and time limits.</param>
/// <param name="gate">Spares the hosts; share one among all probes of the process.</param>
/// <param name="time">The clock of the time limits.</param>
public sealed class SmtpProbe(ProbeOptions options, AddressGate gate, TimeProvider time)
{
    /// <summary>The port of mail between hosts (RFC 5321 §4.5.4.2).</summary>
    public const int DefaultPort = 25;

    /// <summary>Probes one address in one session.</summary>
    /// <param name="address">The address.</param>
    /// <param name="port">The TCP port, 1 to 65535.</param>
    /// <param name="serverName">The MX host or TLSA base domain, for SNI (RFC 7672 §8.1); a final dot is dropped, an address is not sent.</param>
    /// <param name="cancellation">Ends the probe.</param>
    /// <returns>What was found, whatever the server does. Takes at most <see cref="ProbeOptions.TotalTimeout"/> once the address is free.</returns>
    /// <exception cref="OperationCanceledException">The probe was cancelled.</exception>
    public async Task<ProbeReport> ProbeAsync(IPAddress address, int port, string serverName, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(serverName);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);
        using var pass = await gate.EnterAsync(address, cancellation);
        using var timer = new SessionTimer(options.TotalTimeout, time, cancellation);
        using var session = new ProbeSession(options, timer, new IPEndPoint(address, port), serverName);
        return await session.RunAsync();
    }
}
