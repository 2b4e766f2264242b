namespace Tes.Resolver.Validation;

/// <summary>Whether a chain of trust can have further zone cuts below a name.</summary>
internal enum WayDown
{
    /// <summary>There may be cuts below.</summary>
    Open,

    /// <summary>The name was proven not to exist, so there is nothing below (RFC 8020).</summary>
    NothingBelow,
}
