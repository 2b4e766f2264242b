using System.Net;
using Tes.Dns.Dnssec;

namespace Tes.Resolver;

/// <summary>How a <see cref="ValidatingResolver"/> asks and what it believes.</summary>
public sealed record ResolverOptions
{
    /// <summary>Most alias links followed for one look-up. Unbound's limit on restarts is 11.</summary>
    public const int MaxAliases = 11;

    /// <summary>
    /// Most questions asked for one look-up, the chain of trust included. Own limit: a name of ten labels behind two aliases
    /// with everything cold needs about forty.
    /// </summary>
    public const int MaxQuestionsPerLookup = 96;

    /// <summary>Most answers and zones kept. Own limit: at some 2 KiB each about 40 MiB.</summary>
    public const int MaxCacheEntries = 20_000;

    /// <summary>Recursive resolvers to ask, in order of preference; at least one.</summary>
    public required IReadOnlyList<IPEndPoint> Upstreams { get; init; }

    /// <summary>Where trust starts; the root anchors by default.</summary>
    public TrustAnchorSet TrustAnchors { get; init; } = TrustAnchorSet.Root;

    /// <summary>Accepted algorithms and limits of validation.</summary>
    public DnssecPolicy Policy { get; init; } = DnssecPolicy.Default;

    /// <summary>Longest wait for one question, all attempts and upstreams included; 5 seconds by default, as in resolv.conf.</summary>
    public TimeSpan QuestionTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait for one look-up, the chain of trust included.</summary>
    public TimeSpan LookupTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The time at which signatures must be valid; null for the present.</summary>
    public DateTimeOffset? ValidationTime { get; init; }
}
