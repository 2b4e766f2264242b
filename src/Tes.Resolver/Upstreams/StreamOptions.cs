namespace Tes.Resolver.Upstreams;

/// <summary>EDNS options of a query over a connection.</summary>
internal enum StreamOptions
{
    /// <summary>None, for a server that answered FORMERR to them.</summary>
    None,

    /// <summary>edns-tcp-keepalive (RFC 7828).</summary>
    Keepalive,

    /// <summary>The same and padding, where the connection is encrypted (RFC 7830 §3).</summary>
    KeepalivePadded,
}
