namespace Tes.Resolver.Upstreams;

/// <summary>The way that a query takes to a server.</summary>
internal enum Course
{
    /// <summary>UDP with the usual payload size.</summary>
    Datagram,

    /// <summary>UDP with a payload size that gets through everywhere: most responses with DNSSEC come truncated.</summary>
    SmallDatagram,

    /// <summary>A connection: TCP, or TLS where the server is asked over TLS.</summary>
    Stream,
}
