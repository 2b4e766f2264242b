using System.Net;
using Tes.Dns;

namespace Tes.Testnet.Dns;

/// <summary>An authoritative server, declared.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Zones">What it serves.</param>
public sealed record AuthorityServer(IPAddress Address, IReadOnlyList<DomainName> Zones)
{
    /// <summary>What is wrong with it.</summary>
    public AuthorityFault Fault { get; init; }

    /// <summary>A server without faults.</summary>
    /// <exception cref="FormatException">An address or name is none.</exception>
    public static AuthorityServer At(string address, params string[] zones) => new(IPAddress.Parse(address), [.. zones.Select(DomainName.Parse)]);
}
