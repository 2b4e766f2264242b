namespace Tes.TransportSecurity.Mx;

/// <summary>Which address families mail can be sent over.</summary>
[Flags]
public enum AddressFamilies
{
    /// <summary>IPv4.</summary>
    IPv4 = 1,

    /// <summary>IPv6.</summary>
    IPv6 = 2,

    /// <summary>IPv4 and IPv6.</summary>
    Both = IPv4 | IPv6,
}
