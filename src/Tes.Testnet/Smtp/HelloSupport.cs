namespace Tes.Testnet.Smtp;

/// <summary>How a host takes EHLO and HELO.</summary>
public enum HelloSupport
{
    /// <summary>Both are known.</summary>
    Ehlo,

    /// <summary>Only HELO: EHLO is answered 502, as by servers from before RFC 1869.</summary>
    HeloOnly,

    /// <summary>Both are answered 550.</summary>
    Refused,

    /// <summary>EHLO is answered with lines that each announce another, without end.</summary>
    Endless,
}
