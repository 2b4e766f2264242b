using System.Net;
using Tes.Dns.Resolution;

namespace Tes.TransportSecurity.Mx;

/// <summary>One address of a mail host.</summary>
/// <param name="Address">The address.</param>
/// <param name="Security">Status of its RRset, CNAMEs included.</param>
public sealed record HostAddress(IPAddress Address, SecurityStatus Security);
