namespace Tes.Testnet.December2016;

/// <summary>What the declared signatures of a zone are worth to a validator, from the weakest.</summary>
public enum ZoneProtection
{
    /// <summary>Signed, and something about it is wrong.</summary>
    Broken,

    /// <summary>Not signed, or not so that the parent says it.</summary>
    Unsigned,

    /// <summary>Signed, and all is well.</summary>
    Signed,
}
