using System.Net;
using Tes.Dns;

namespace Tes.Testnet.Smtp;

/// <summary>What a host saw of one connection.</summary>
/// <param name="Host">The host.</param>
/// <param name="Address">Its address.</param>
/// <param name="OpenBefore">Connections to the address that were open when this one came.</param>
public sealed record SmtpSession(DomainName Host, IPAddress Address, int OpenBefore)
{
    /// <summary>The commands so far, as received.</summary>
    public IReadOnlyList<string> Commands { get; internal set; } = [];

    /// <summary>The name sent in SNI; null when none was.</summary>
    public string? ServerName { get; internal set; }
}
