namespace Tes.Mail.Arc;

/// <summary>Limits of ARC verification and sealing. Those of <see cref="Dkim.DkimLimits"/> and <see cref="Messages.MessageLimits"/> hold as well.</summary>
public static class ArcLimits
{
    /// <summary>Most ARC sets of a message, and the highest instance (RFC 8617 §4.2.1, §5.2).</summary>
    public const int MaxSets = 50;

    /// <summary>
    /// Most names of keys that are looked up for a message. Own limit: the seals of 50 sets and the newest message signature never need
    /// more than 51; the rest is for older message signatures, which decide nothing but the oldest that passes.
    /// </summary>
    public const int MaxKeyLookups = 64;
}
