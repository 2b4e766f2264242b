using System.Net.Sockets;

namespace Tes.Resolver.Iteration;

/// <summary>How authoritative servers are asked, from the root down.</summary>
public sealed record IterationOptions
{
    /// <summary>The port of authoritative servers (RFC 1035 §4.2).</summary>
    public const int DefaultPort = 53;

    /// <summary>Where the root is; the servers of the Internet's by default.</summary>
    public RootHints RootHints { get; init; } = RootHints.BuiltIn;

    /// <summary>Port of every authoritative server; another than 53 serves test networks.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Ask servers of this address family only; null: of both, as they work here.</summary>
    public AddressFamily? OnlyFamily { get; init; }

    /// <summary>Longest time for one question, referrals and addresses of name servers included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);
}
