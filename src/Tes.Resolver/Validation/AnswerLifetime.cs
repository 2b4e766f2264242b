using Tes.Dns.Resolution;
using Tes.Resolver.Caching;

namespace Tes.Resolver.Validation;

/// <summary>
/// How long an answer is kept: the least TTL in it, validated TTLs being capped by their signatures (RFC 4035 §5.3.3). What failed
/// is kept for as long as it is left alone.
/// </summary>
internal static class AnswerLifetime
{
    public static TimeSpan Of(Answer answer, FailureBackoff failures)
    {
        TimeSpan lifetime = answer.Match(
            found => Lifetimes.Of(found.RRset.RRset.Ttl),
            absent => Lifetimes.Of(absent.Ttl),
            _ => Lifetimes.Bogus,
            failed => failures.Left(failed.Question));
        foreach (ValidatedRRset alias in answer.Aliases)
            lifetime = Lifetimes.Least(lifetime, Lifetimes.Of(alias.RRset.Ttl));
        return lifetime;
    }
}
