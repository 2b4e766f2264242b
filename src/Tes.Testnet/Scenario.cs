using Tes.Testnet.Dns;
using Tes.Testnet.Smtp;

namespace Tes.Testnet;

/// <summary>An internet, declared: zones and the mail hosts in them.</summary>
public sealed record Scenario
{
    /// <summary>The zones; a signed root is added where there is none.</summary>
    public IReadOnlyList<Zone> Zones { get; init; } = [];

    /// <summary>The mail hosts; each must have a name in one of the zones, which gets its address and TLSA records.</summary>
    public IReadOnlyList<SmtpHost> Hosts { get; init; } = [];

    /// <summary>What is wrong with the resolver as a whole.</summary>
    public ResolverFault ResolverFault { get; init; }

    /// <summary>How long a DNS reply takes.</summary>
    public TimeSpan DnsLatency { get; init; }
}
