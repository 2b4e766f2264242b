namespace Tes.Interop.Tests.Oracles;

/// <summary>The validators that our verdicts are compared with.</summary>
internal enum Oracle
{
    Unbound,

    /// <summary>BIND as a resolver.</summary>
    Bind,

    /// <summary>BIND's stub validator: it walks the chain itself, through Unbound.</summary>
    Delv,
    KnotResolver,
}
