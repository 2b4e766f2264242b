using Tes.Dns.Resolution;

namespace Tes.Resolver.Validation;

/// <summary>How long an answer is kept: the least TTL in it, validated TTLs being capped by their signatures.</summary>
internal static class AnswerLifetime
{
    // RFC 2308 §5 lets negative answers live as long as the SOA says; without a proof there is no TTL at hand, so a short one.
    private static readonly TimeSpan UnprovenDenial = TimeSpan.FromSeconds(60);

    public static TimeSpan Of(Answer answer)
    {
        TimeSpan lifetime = answer.Match(
            found => Lifetimes.Of(found.RRset.RRset.Ttl),
            absent => absent.Proof.Count == 0 ? UnprovenDenial : absent.Proof.Min(record => Lifetimes.Of(record.RRset.Ttl)),
            _ => Lifetimes.Bogus,
            failed => failed.Failure.Kind == LookupFailureKind.BudgetExceeded ? TimeSpan.Zero : Lifetimes.Failure);
        foreach (ValidatedRRset alias in answer.Aliases)
            lifetime = Lifetimes.Least(lifetime, Lifetimes.Of(alias.RRset.Ttl));
        return lifetime;
    }
}
