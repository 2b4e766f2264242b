namespace Tes.Interop.Tests.Resolvers;

/// <summary>The resolvers that our questions go through.</summary>
internal enum Resolver
{
    Unbound,
    Bind,
    KnotResolver,

    /// <summary>BIND with dnssec-validation no.</summary>
    BindNotValidating,

    /// <summary>Forwards to Unbound, as home routers do to the resolver of the provider.</summary>
    Dnsmasq,

    /// <summary>Unbound that answers over TCP and TLS, and has its UDP port closed.</summary>
    UnboundOverStreams,

    /// <summary>BIND that believes no address of a client that has not shown a cookie.</summary>
    BindWithCookies,

    /// <summary>dnsmasq that leaves signatures and proofs out, as home routers do that know no DNSSEC.</summary>
    DnsmasqWithoutDnssec,
}
