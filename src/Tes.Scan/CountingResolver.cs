using System.Collections.Concurrent;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;

namespace Tes.Scan;

/// <summary>Counts the look-ups of one test, keeps their answers, and remembers whether one went wrong.</summary>
internal sealed class CountingResolver(IResolver inner) : IResolver
{
    private readonly ConcurrentDictionary<Question, Answer> _answers = new();
    private int _lookups;
    private int _unanswered;

    public int Lookups => Volatile.Read(ref _lookups);

    /// <summary>Whether a look-up was bogus or failed: the resolver may be the cause.</summary>
    public bool HasDoubts => Volatile.Read(ref _unanswered) > 0;

    /// <summary>The answers so far, one for each question.</summary>
    public IReadOnlyList<Answer> Answers => [.. _answers.Values];

    public async ValueTask<Answer> ResolveAsync(DomainName name, RRType type, CancellationToken cancellationToken)
    {
        Answer answer = await ResolveForAdviceAsync(name, type, cancellationToken).ConfigureAwait(false);
        if (answer is Answer.Bogus or Answer.Failed)
            Interlocked.Increment(ref _unanswered);
        return answer;
    }

    /// <summary>A look-up whose failure says nothing about the resolver.</summary>
    public async ValueTask<Answer> ResolveForAdviceAsync(DomainName name, RRType type, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _lookups);
        Answer answer = await inner.ResolveAsync(name, type, cancellationToken).ConfigureAwait(false);
        _answers.TryAdd(answer.Question, answer);
        return answer;
    }
}
