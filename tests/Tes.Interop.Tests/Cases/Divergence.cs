using Tes.Interop.Tests.Oracles;

namespace Tes.Interop.Tests.Cases;

/// <summary>A case where an oracle's verdict is not ours.</summary>
/// <param name="Id">As listed in docs/divergences.md.</param>
/// <param name="OracleSays">What the oracle answers instead of the expected word.</param>
internal sealed record Divergence(string Id, string OracleSays)
{
    /// <summary>Whether the oracle also gives the expected verdict, depending on what it was asked before or on the keys of the run.</summary>
    public bool NotAlways { get; init; }

    /// <summary>delv prints "fully validated" for what rests on an opt-out record.</summary>
    public static IReadOnlyDictionary<Oracle, Divergence> DelvUnderOptOut { get; } = new Dictionary<Oracle, Divergence>
    {
        [Oracle.Delv] = new("delv-opt-out", "secure"),
    };

    /// <summary>BIND and delv give up at a DNSKEY with the right tag that is no point of the curve, when they come to it first.</summary>
    public static IReadOnlyDictionary<Oracle, Divergence> BindAtMalformedKey { get; } = new Dictionary<Oracle, Divergence>
    {
        [Oracle.Bind] = new("malformed-key-of-same-tag", "bogus") { NotAlways = true },
        [Oracle.Delv] = new("malformed-key-of-same-tag", "bogus") { NotAlways = true },
    };
}
