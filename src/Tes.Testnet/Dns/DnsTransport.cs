namespace Tes.Testnet.Dns;

/// <summary>What a message came over.</summary>
public enum DnsTransport
{
    /// <summary>Limited to the size that EDNS states, else 512 octets; truncated beyond.</summary>
    Udp,

    /// <summary>Not limited.</summary>
    Tcp,
}
