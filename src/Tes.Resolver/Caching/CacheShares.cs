namespace Tes.Resolver.Caching;

/// <summary>How <see cref="ResolverOptions.CacheSize"/> is shared, so that no kind of data can push out another.</summary>
/// <param name="cacheSize">Octets for all caches.</param>
internal readonly struct CacheShares(long cacheSize)
{
    /// <summary>
    /// Least octets of a part of a cache with a lock of its own: some 300 answers, or one of 64 KiB and what was before it.
    /// </summary>
    public const long LeastShard = 256 * 1024;

    /// <summary>Answers: a half, as there are many more names than zones.</summary>
    public long Answers => cacheSize / 2;

    /// <summary>Chains of trust: keys, unsigned zones, names without a zone cut. A quarter.</summary>
    public long Trust => cacheSize / 4;

    /// <summary>NSEC and NSEC3 records that answer questions by themselves. An eighth.</summary>
    public long Denials => cacheSize / 8;

    /// <summary>Responses asked for ahead of their use, kept for seconds. The rest, less what failures take.</summary>
    public long Responses => (cacheSize / 8) - (2 * Failures);

    /// <summary>Questions that failed, and as much for look-ups that did. A sixty-fourth: they are few, or something is very wrong.</summary>
    public long Failures => cacheSize / 64;
}
