namespace Tes.Resolver;

/// <summary>Whether denials that were proven for one question answer others too (RFC 8198).</summary>
public enum AggressiveDenial
{
    /// <summary>Every question whose name, type or wildcard the kept NSEC and NSEC3 records of a secure zone decide is answered from them.</summary>
    Use,

    /// <summary>Every question is asked.</summary>
    Ignore,
}
