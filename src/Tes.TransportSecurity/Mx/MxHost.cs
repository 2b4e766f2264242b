using Tes.Dns;

namespace Tes.TransportSecurity.Mx;

/// <summary>One mail host of a next-hop domain.</summary>
/// <param name="Preference">MX preference, lower is tried first; 0 for an implicit MX.</param>
/// <param name="Name">The name as the MX record gives it, aliases not followed.</param>
public sealed record MxHost(ushort Preference, DomainName Name);
