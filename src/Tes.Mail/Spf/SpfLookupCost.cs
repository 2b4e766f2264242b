namespace Tes.Mail.Spf;

/// <summary>Whether a term counts towards the limit on look-ups.</summary>
public enum SpfLookupCost
{
    /// <summary>It asks nothing: all, ip4, ip6, exp.</summary>
    None,

    /// <summary>It counts as one: include, a, mx, ptr, exists, redirect.</summary>
    CountsAsLookup,
}
