namespace Tes.Smtp;

/// <summary>How a probe introduces itself and how long it waits.</summary>
public sealed class ProbeOptions
{
    /// <summary>Default of <see cref="ConnectTimeout"/>: three SYNs (after 0, 1 and 3 s) and time for the answer to the last.</summary>
    public static readonly TimeSpan DefaultConnectTimeout = TimeSpan.FromSeconds(7);

    /// <summary>
    /// Default of <see cref="ReplyTimeout"/>. RFC 5321 §4.5.3.2 gives a sender five minutes, which nobody waits for in front of a screen;
    /// servers that delay their greeting on purpose do so for 5 to 20 s.
    /// </summary>
    public static readonly TimeSpan DefaultReplyTimeout = TimeSpan.FromSeconds(25);

    /// <summary>Default of <see cref="TotalTimeout"/>: one slow greeting and an ordinary rest.</summary>
    public static readonly TimeSpan DefaultTotalTimeout = TimeSpan.FromSeconds(45);

    /// <summary>The longest wait for the reply to QUIT: the findings are complete by then.</summary>
    public static readonly TimeSpan QuitTimeout = TimeSpan.FromSeconds(2);

    /// <summary>The smallest value of any time limit.</summary>
    public static readonly TimeSpan MinTimeout = TimeSpan.FromMilliseconds(10);

    /// <summary>The largest value of any time limit: what RFC 5321 §4.5.3.2.1 gives a greeting, twice.</summary>
    public static readonly TimeSpan MaxTimeout = TimeSpan.FromMinutes(10);

    /// <summary>The name for EHLO and HELO: a domain or an address literal; null for the host's own full name or, failing that, its address (RFC 5321 §4.1.4).</summary>
    /// <exception cref="ArgumentException">The value is neither.</exception>
    public string? EhloName
    {
        get;
        init => field = value is null || Smtp.EhloName.IsValid(value)
            ? value
            : throw new ArgumentException("Not a domain and not an address literal.", nameof(value));
    }

    /// <summary>Time for the TCP connection.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below <see cref="MinTimeout"/> or above <see cref="MaxTimeout"/>.</exception>
    public TimeSpan ConnectTimeout { get; init => field = Checked(value); } = DefaultConnectTimeout;

    /// <summary>Time for one command and its whole reply, and for the TLS handshake.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below <see cref="MinTimeout"/> or above <see cref="MaxTimeout"/>.</exception>
    public TimeSpan ReplyTimeout { get; init => field = Checked(value); } = DefaultReplyTimeout;

    /// <summary>Time for everything with one address, from the connection on; not for waiting until the address is free.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below <see cref="MinTimeout"/> or above <see cref="MaxTimeout"/>.</exception>
    public TimeSpan TotalTimeout { get; init => field = Checked(value); } = DefaultTotalTimeout;

    private static TimeSpan Checked(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, MinTimeout);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxTimeout);
        return value;
    }
}
