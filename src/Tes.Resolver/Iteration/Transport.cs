namespace Tes.Resolver.Iteration;

/// <summary>What a query goes over.</summary>
internal enum Transport
{
    /// <summary>UDP.</summary>
    Udp,

    /// <summary>TCP (RFC 7766).</summary>
    Tcp,
}
