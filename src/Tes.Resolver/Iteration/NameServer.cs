using System.Net;
using Tes.Dns;

namespace Tes.Resolver.Iteration;

/// <summary>A name server of a delegation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Glue">
/// Addresses that came with the delegation and that its zone may speak for. They serve to ask this zone only and never become
/// addresses of the name for anybody else.
/// </param>
internal sealed record NameServer(DomainName Name, IReadOnlyList<IPAddress> Glue);
