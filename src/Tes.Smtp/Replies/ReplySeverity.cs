namespace Tes.Smtp;

/// <summary>The first digit of a reply code (RFC 5321 §4.2.1).</summary>
public enum ReplySeverity
{
    /// <summary>2yz: the command is done.</summary>
    PositiveCompletion = 2,

    /// <summary>3yz: accepted so far, more is wanted.</summary>
    PositiveIntermediate = 3,

    /// <summary>4yz: refused now; a later attempt may work.</summary>
    Transient = 4,

    /// <summary>5yz: refused; the same attempt will fail again.</summary>
    Permanent = 5,
}
