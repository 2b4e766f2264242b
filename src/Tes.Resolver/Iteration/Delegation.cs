using Tes.Dns;

namespace Tes.Resolver.Iteration;

/// <summary>A zone and its name servers as the zone above told them (RFC 1034 §4.2.1).</summary>
/// <param name="Apex">The name of the zone.</param>
/// <param name="NameServers">Its name servers; at least one.</param>
/// <param name="Lifetime">How long it holds.</param>
internal sealed record Delegation(DomainName Apex, IReadOnlyList<NameServer> NameServers, TimeSpan Lifetime)
{
    /// <summary>The delegation of the root by hints.</summary>
    public static Delegation Of(RootHints hints) => new(
        DomainName.Root, [.. hints.Servers.Select(server => new NameServer(server.Name, server.Addresses))], IterationLimits.LongestKept);
}
