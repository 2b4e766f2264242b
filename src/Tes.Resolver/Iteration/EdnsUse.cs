namespace Tes.Resolver.Iteration;

/// <summary>Whether a query has an OPT record.</summary>
internal enum EdnsUse
{
    /// <summary>With DO set.</summary>
    With,

    /// <summary>For a server that does not know EDNS. What it leaves out is missed where it must be: signatures of signed zones.</summary>
    Without,
}
