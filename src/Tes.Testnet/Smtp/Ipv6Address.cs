namespace Tes.Testnet.Smtp;

/// <summary>Whether a host has an IPv6 address.</summary>
public enum Ipv6Address
{
    /// <summary>It has none.</summary>
    None,

    /// <summary>::1, the only one that every machine has, so for one host of a scenario; none where the machine has no IPv6.</summary>
    Loopback,
}
