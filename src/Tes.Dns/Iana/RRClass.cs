namespace Tes.Dns.Iana;

/// <summary>DNS CLASSes (RFC 6895 §3.2). Complete as of 2026-11. Unassigned numbers are valid values.</summary>
public enum RRClass : ushort
{
    /// <summary>Internet.</summary>
    IN = 1,

    /// <summary>Chaos.</summary>
    CH = 3,

    /// <summary>Hesiod.</summary>
    HS = 4,

    /// <summary>QCLASS NONE (RFC 2136).</summary>
    None = 254,

    /// <summary>QCLASS ANY.</summary>
    Any = 255,
}
