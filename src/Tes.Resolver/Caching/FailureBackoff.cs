using Tes.Dns.Messages;
using Tes.Dns.Resolution;
using Tes.Resolver.Validation;

namespace Tes.Resolver.Caching;

/// <summary>
/// How long each question that failed is left alone (RFC 9520 §3.2): longer with every failure in a row, so that what is broken
/// is not asked all the time, and never so long that a repair goes unnoticed.
/// </summary>
/// <param name="capacity">Octets of failures that may be kept.</param>
/// <param name="time">Clock.</param>
internal sealed class FailureBackoff(long capacity, TimeProvider time)
{
    /// <summary>After the first failure: 5 seconds, as BIND's servfail-ttl and Unbound's allow (RFC 9520 §3.2: at least 1).</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(5);

    /// <summary>RFC 9520 §3.2: a failure must not be kept for longer than 5 minutes.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    // Remembered for as long again after its end, so that the next failure counts as one in a row.
    private readonly BoundedCache<QuestionKey, FailingQuestion> _failing = new(
        capacity,
        time,
        (key, failing) => HeapSize.Of(key.Name) + HeapSize.Object + (4 * HeapSize.Reference) + HeapSize.Of(failing.Failure),
        failing => failing.Wait + Longest);

    /// <summary>The failure for which <paramref name="question"/> is not to be asked now; null when it may be.</summary>
    public LookupFailure? Find(Question question) =>
        _failing.Find(QuestionKey.Of(question)) is { } failing && failing.Until > time.GetUtcNow() ? failing.Failure : null;

    /// <summary>How much longer <paramref name="question"/> is not to be asked; zero when it may be.</summary>
    public TimeSpan Left(Question question)
    {
        TimeSpan left = _failing.Find(QuestionKey.Of(question)) is { } failing ? failing.Until - time.GetUtcNow() : TimeSpan.Zero;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>Notes that <paramref name="question"/> failed just now.</summary>
    public void Add(Question question, LookupFailure failure)
    {
        QuestionKey key = QuestionKey.Of(question);
        TimeSpan wait = First;
        if (_failing.Find(key) is { } before)
        {
            // One of several that were under way at once: they count as one.
            if (before.Until > time.GetUtcNow())
                return;
            wait = Lifetimes.Least(2 * before.Wait, Longest);
        }

        _failing.Keep(key, new FailingQuestion(failure, wait, time.GetUtcNow() + wait));
    }

    /// <summary>Notes that <paramref name="question"/> was answered.</summary>
    public void Clear(Question question)
    {
        QuestionKey key = QuestionKey.Of(question);
        if (_failing.Find(key) is not null)
            _failing.Remove(key);
    }

    private sealed record FailingQuestion(LookupFailure Failure, TimeSpan Wait, DateTimeOffset Until);
}
