namespace Tes.Dns.Dnssec;

/// <summary>What the denial of a DS RRset proves about the name.</summary>
public enum DelegationOutcome
{
    /// <summary>The absence of DS is not proven.</summary>
    NotProven,

    /// <summary>No zone starts there: the name belongs to the zone that denied.</summary>
    None,

    /// <summary>An unsigned zone starts there.</summary>
    Insecure,

    /// <summary>The name lies in an opt-out span, so an unsigned zone may start there (RFC 5155 §6).</summary>
    InsecureByOptOut,

    /// <summary>Hashed with more iterations than are followed: to be treated as insecure (RFC 9276 §3.2).</summary>
    TooManyIterations,
}
