using Tes.Mail.Dkim;

namespace Tes.Mail.Arc;

/// <summary>The fields of a message that share an instance (RFC 8617 §4.2), and what came of each. Of a field that stands twice the upper one is here.</summary>
/// <param name="Instance">1 to <see cref="ArcLimits.MaxSets"/>: who sealed first has 1.</param>
public sealed record ArcSet(int Instance)
{
    /// <summary>What the hop found; null where the set lacks it.</summary>
    public ArcAuthenticationResults? AuthenticationResults { get; init; }

    /// <summary>The signature of the message as the hop sent it; null where the set lacks it. Only that of the newest set decides.</summary>
    public DkimSignatureReport? MessageSignature { get; init; }

    /// <summary>The seal; null where the set lacks it.</summary>
    public ArcSealReport? Seal { get; init; }
}
