using System.Security.Cryptography.X509Certificates;
using Tes.Dns.Dnssec;
using Tes.Resolver.Iteration;
using Tes.Resolver.Upstreams;

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

    /// <summary>
    /// Most queries sent to authoritative servers for one look-up, its chain of trust, the addresses of name servers and all
    /// retries included; the finding of the root servers is nobody's, and what several look-ups need is paid by the first. BIND (max-query-count) and Unbound (max-global-quota) allow 200 as well; an honest cold look-up needs
    /// about thirty.
    /// </summary>
    public const int MaxQueriesPerLookup = 200;

    /// <summary>Most answers asked for ahead of their expiry at once; more are not. Own limit: leaves an upstream room for what somebody waits for.</summary>
    public const int MaxPrefetches = 32;

    /// <summary>
    /// Octets of memory for all caches together by default: 64 MiB, some 45,000 answers and the zones that they lie in.
    /// </summary>
    public const long DefaultCacheSize = 64 * 1024 * 1024;

    /// <summary>Least octets for all caches: 1 MiB, so that the largest answer, of 64 KiB on the wire, still fits into its part.</summary>
    public const long MinCacheSize = 1024 * 1024;

    /// <summary>Recursive resolvers to ask, in order of preference; at least one unless <see cref="Iteration"/> is set.</summary>
    public required IReadOnlyList<UpstreamServer> Upstreams { get; init; }

    /// <summary>
    /// Authorities to which the certificate of an upstream with an authentication name must lead; empty for the system's. They
    /// have no part in DNSSEC.
    /// </summary>
    public IReadOnlyList<X509Certificate2> UpstreamAuthorities { get; init; } = [];

    /// <summary>Set, the authoritative servers are asked from the root down, and <see cref="Upstreams"/> not at all.</summary>
    public IterationOptions? Iteration { get; init; }

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

    /// <summary>
    /// Octets of memory for all caches together, by estimates of what their contents take on the heap. A half is for answers, a
    /// quarter for chains of trust, the rest for denials and for responses in use.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than <see cref="MinCacheSize"/>.</exception>
    public long CacheSize
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, MinCacheSize);
            field = value;
        }
    } = DefaultCacheSize;

    /// <summary>Whether denials proven for one question answer others too (RFC 8198); they do by default.</summary>
    public AggressiveDenial AggressiveDenial { get; init; } = AggressiveDenial.Use;

    /// <summary>
    /// Caps the queries sent, to recursive resolvers or to authoritative servers; null, the default, for no cap. For surveys,
    /// which meet many servers of others.
    /// </summary>
    public QueryRate? QueryRate { get; init; }

    /// <summary>Whether answers in use are asked for again before they expire; they are not by default.</summary>
    public Prefetch Prefetch { get; init; } = Prefetch.None;
}
