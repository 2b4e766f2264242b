namespace Tes.Dns.Resolution;

/// <summary>How the chain of trust was walked for a look-up, from the trust anchor down, for people and for the JSON report.</summary>
/// <param name="Zones">One step for every zone on the way, in order, without repetition.</param>
public sealed record ValidationTrace(IReadOnlyList<ZoneStep> Zones)
{
    /// <summary>Nothing was walked.</summary>
    public static ValidationTrace Empty { get; } = new([]);
}
