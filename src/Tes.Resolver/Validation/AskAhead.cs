namespace Tes.Resolver.Validation;

/// <summary>How much of a chain of trust is asked for before it is known to be needed.</summary>
internal enum AskAhead
{
    /// <summary>What it takes to find an unsigned domain two labels below the anchor; the rest one step at a time.</summary>
    UsualUnsignedChain,

    /// <summary>DS and DNSKEY of every name on the way at once: a signature named the apex, so most are needed.</summary>
    WholeChain,
}
