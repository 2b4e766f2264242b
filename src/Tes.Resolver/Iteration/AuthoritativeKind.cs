namespace Tes.Resolver.Iteration;

/// <summary>What an authoritative response holds.</summary>
internal enum AuthoritativeKind
{
    /// <summary>Records of the type asked for.</summary>
    Records,

    /// <summary>A CNAME, or a DNAME above the name.</summary>
    Alias,

    /// <summary>NODATA.</summary>
    NoData,

    /// <summary>NXDOMAIN.</summary>
    NXDomain,
}
