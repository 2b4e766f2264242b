namespace Tes.Mail.Arc;

/// <summary>What a sealer says of the chain that it received (cv=, RFC 8617 §4.4).</summary>
public enum ChainValidationStatus
{
    /// <summary>There was none.</summary>
    None,

    /// <summary>It was broken.</summary>
    Fail,

    /// <summary>It was whole.</summary>
    Pass,
}
