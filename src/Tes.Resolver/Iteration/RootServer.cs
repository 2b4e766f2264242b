using System.Net;
using Tes.Dns;

namespace Tes.Resolver.Iteration;

/// <summary>One name server of the root.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Addresses">IPv4 and IPv6 addresses; at least one.</param>
public sealed record RootServer(DomainName Name, IReadOnlyList<IPAddress> Addresses);
