namespace Tes.TransportSecurity.Pkix;

/// <summary>The kinds of fault of a path.</summary>
internal enum PathFaultKind
{
    /// <summary>A certificate is used outside its validity period.</summary>
    Validity,

    /// <summary>A certificate may not do what it does in the path.</summary>
    Constraint,
}
