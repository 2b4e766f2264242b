namespace Tes.TransportSecurity.Mx;

/// <summary>What is odd about an MX RRset that can be used all the same.</summary>
public enum MxRemarkKind
{
    /// <summary>A null MX stands beside other MX records, against RFC 7505 §3; it was left out.</summary>
    NullMxAmongOthers,

    /// <summary>A null MX whose preference is not 0, or more than one of them, against RFC 7505 §3; it was taken as a null MX.</summary>
    NullMxMalformed,

    /// <summary>The exchange is written like an IP address (RFC 5321 §5.1 wants a host name; RFC 7672 §2.2: no DANE for it).</summary>
    AddressAsHost,

    /// <summary>The exchange is listed more than once; only the best preference was kept.</summary>
    DuplicateHost,

    /// <summary>The RRset has more hosts than <see cref="MxResolver.MaxHosts"/>; the rest was left out.</summary>
    TooManyHosts,
}
