using Tes.Dns.Resolution;

namespace Tes.Resolver.Caching;

/// <summary>Estimated heap octets of an answer. The chain of trust that it tells of is shared by the answers of a zone and not counted, as far as it is of usual size.</summary>
internal static class AnswerSize
{
    // Question, aliases, trace, final name, and what the case adds.
    private const int Fields = HeapSize.Object + (8 * HeapSize.Reference);

    public static int Of(QuestionKey key, Answer answer) => Fields + HeapSize.Of(answer.Question) + (ReferenceEquals(key.Name, answer.Question.Name) ? 0 : HeapSize.Of(key.Name)) + HeapSize.Of(answer.Aliases) + TrustSize.ExcessOf(answer.Trace) + answer.Match(
        found => HeapSize.Of(found.RRset, answer.Question.Name),
        absent => HeapSize.Of(absent.Proof) + HeapSize.Of(absent.Error),
        bogus => HeapSize.Of(bogus.RRsets) + HeapSize.Of(bogus.Error),
        failed => HeapSize.Of(failed.Failure));
}
