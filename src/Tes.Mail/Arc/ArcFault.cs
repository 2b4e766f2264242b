namespace Tes.Mail.Arc;

/// <summary>Why a chain fails (RFC 8617 §5.2).</summary>
public enum ArcFault
{
    /// <summary>There are more sets than <see cref="ArcLimits.MaxSets"/>, or more fields than those can have.</summary>
    TooManySets,

    /// <summary>A field has no instance, or none of 1 to <see cref="ArcLimits.MaxSets"/>, or is no tag list: it belongs to no set.</summary>
    InstanceMalformed,

    /// <summary>The newest seal says cv=fail: an earlier hop found the chain broken.</summary>
    MarkedFailed,

    /// <summary>A set has a field twice.</summary>
    DuplicateField,

    /// <summary>A set lacks a field.</summary>
    IncompleteSet,

    /// <summary>An instance is missing in the sequence.</summary>
    MissingSet,

    /// <summary>cv= is not none in the first seal, or not pass in another.</summary>
    WrongChainValidation,

    /// <summary>The newest message signature does not pass.</summary>
    MessageSignature,

    /// <summary>A seal does not pass.</summary>
    Seal,
}
