namespace Tes.Mail.Spf.Inspection;

/// <summary>What a finding is about.</summary>
public enum SpfFindingKind
{
    /// <summary>A record that is missing, doubled, malformed or bogus: the policy is in error.</summary>
    NoValidRecord,

    /// <summary>A record leads to itself.</summary>
    Loop,

    /// <summary>More terms with look-ups than receivers allow (RFC 7208 §4.6.4).</summary>
    TooManyLookups,

    /// <summary>More void look-ups than receivers allow (RFC 7208 §4.6.4).</summary>
    TooManyVoidLookups,

    /// <summary>More MX records than receivers look at (RFC 7208 §4.6.4).</summary>
    TooManyMxHosts,

    /// <summary>Everybody passes.</summary>
    PassAll,

    /// <summary>A network that passes is so large that many others send from it, too.</summary>
    LargeNetwork,

    /// <summary>Neither all nor redirect: who does not match gets neutral (RFC 7208 §4.7).</summary>
    NoAll,

    /// <summary>A mechanism that should not be used (RFC 7208 §5.5).</summary>
    Ptr,

    /// <summary>A term that nobody evaluates (RFC 7208 §5.1).</summary>
    NeverEvaluated,

    /// <summary>A term that stands twice, or matches only what earlier terms match.</summary>
    Redundant,

    /// <summary>A look-up that finds nothing.</summary>
    VoidLookup,

    /// <summary>A record or target that could not be looked up, or was not for a limit: nothing is known of it.</summary>
    NotLookedUp,
}
