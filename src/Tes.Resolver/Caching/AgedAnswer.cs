using Tes.Dns.Resolution;

namespace Tes.Resolver.Caching;

/// <summary>Answers as they are some seconds later: the TTLs count down (RFC 1035 §3.2.1, RFC 2181 §5.2).</summary>
internal static class AgedAnswer
{
    /// <summary>The same answer with <paramref name="seconds"/> less to live. What is bogus or failed has no TTL that counts.</summary>
    public static Answer Of(Answer answer, int seconds) => answer.Match<Answer>(
        found => new Answer.Found(found.Question, Of(found.Aliases, seconds), Of(found.RRset, seconds), found.Trace),
        absent => new Answer.Absent(
            // The weakest of all parts in place of the denial's own status: the same comes out again.
            absent.Question, Of(absent.Aliases, seconds), absent.FinalName, absent.Absence, absent.Security, absent.Error,
            Of(absent.Proof, seconds), absent.Trace)
        {
            Ttl = Older(absent.Ttl, seconds),
        },
        bogus => bogus,
        failed => failed);

    private static IReadOnlyList<ValidatedRRset> Of(IReadOnlyList<ValidatedRRset> rrsets, int seconds)
    {
        if (rrsets.Count == 0)
            return rrsets;
        var aged = new ValidatedRRset[rrsets.Count];
        for (int i = 0; i < aged.Length; i++)
            aged[i] = Of(rrsets[i], seconds);
        return aged;
    }

    private static ValidatedRRset Of(ValidatedRRset rrset, int seconds) => rrset with
    {
        RRset = rrset.RRset.WithTtl(Older(rrset.RRset.Ttl, seconds)),
        ExpansionProof = Of(rrset.ExpansionProof, seconds),
    };

    private static uint Older(uint ttl, int seconds) => ttl - Math.Min(ttl, (uint)seconds);
}
