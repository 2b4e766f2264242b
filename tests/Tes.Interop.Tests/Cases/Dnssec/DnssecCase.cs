using Tes.Interop.Tests.Oracles;
using Tes.Interop.Tests.Resolvers;

namespace Tes.Interop.Tests.Cases.Dnssec;

/// <summary>One question and the state that its answer must have.</summary>
/// <param name="Title">What the case is about; unique.</param>
/// <param name="Section">Where the rule stands.</param>
/// <param name="Name">Absolute, without the final dot as people type it.</param>
/// <param name="Type">As dig and tes take it.</param>
/// <param name="Security">What it must be.</param>
internal sealed record DnssecCase(string Title, string Section, string Name, string Type, Security Security)
{
    /// <summary>Entries of docs/divergences.md: these oracles say something else, and the section named there makes them wrong.</summary>
    public IReadOnlyDictionary<Oracle, Divergence> Divergences { get; init; } = new Dictionary<Oracle, Divergence>();

    /// <summary>
    /// The states that can be found beside <see cref="Security"/> through resolvers of which docs/peer-quirks.md says that they
    /// withhold what is needed for it; whether they do may depend on their cache, and so on what was asked before.
    /// </summary>
    public IReadOnlyDictionary<Resolver, Security> Through { get; init; } = new Dictionary<Resolver, Security>();
}

/// <summary>The states of RFC 4033 §5 that a resolver with a trust anchor for the root can reach.</summary>
internal enum Security
{
    Secure,
    Insecure,
    Bogus,
}
