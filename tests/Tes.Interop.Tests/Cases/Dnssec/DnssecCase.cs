namespace Tes.Interop.Tests.Cases.Dnssec;

/// <summary>One question and the state that its answer must have.</summary>
/// <param name="Title">What the case is about; unique.</param>
/// <param name="Section">Where the rule stands.</param>
/// <param name="Name">Absolute, without the final dot as people type it.</param>
/// <param name="Type">As dig and tes take it.</param>
/// <param name="Security">What it must be.</param>
internal sealed record DnssecCase(string Title, string Section, string Name, string Type, Security Security)
{
    /// <summary>An entry of docs/divergences.md: Unbound says something else, and the section named there makes it wrong.</summary>
    public Divergence? Divergence { get; init; }

    /// <summary>The state that can be found through BIND, where docs/peer-quirks.md says that it withholds what is needed for <see cref="Security"/>.</summary>
    public Security? ThroughBind { get; init; }
}

/// <summary>The states of RFC 4033 §5 that a resolver with a trust anchor for the root can reach.</summary>
internal enum Security
{
    Secure,
    Insecure,
    Bogus,
}

/// <summary>A case where the oracle's verdict is not ours.</summary>
/// <param name="Id">As listed in docs/divergences.md.</param>
/// <param name="OracleSays">What the oracle answers instead of the expected word.</param>
internal sealed record Divergence(string Id, string OracleSays);
