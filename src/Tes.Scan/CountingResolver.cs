using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;

namespace Tes.Scan;

/// <summary>Counts the look-ups of one test, keeps their answers, and remembers whether one went wrong.</summary>
internal sealed class CountingResolver(IResolver inner) : IResolver
{
    private readonly Lock _access = new();
    private readonly Dictionary<Question, Answer> _answers = [];
    private int _lookups;
    private bool _hasDoubts;

    public int Lookups
    {
        get
        {
            lock (_access)
                return _lookups;
        }
    }

    /// <summary>Whether a look-up was bogus or failed: the resolver may be the cause.</summary>
    public bool HasDoubts
    {
        get
        {
            lock (_access)
                return _hasDoubts;
        }
    }

    /// <summary>The answers so far, one for each question.</summary>
    public IReadOnlyList<Answer> Answers
    {
        get
        {
            lock (_access)
                return [.. _answers.Values];
        }
    }

    /// <summary>Takes over what another counted; it must have come to its end.</summary>
    public void Include(CountingResolver other)
    {
        lock (_access)
        {
            _lookups += other._lookups;
            _hasDoubts |= other._hasDoubts;
            foreach (KeyValuePair<Question, Answer> known in other._answers)
                _answers.TryAdd(known.Key, known.Value);
        }
    }

    public ValueTask<Answer> ResolveAsync(DomainName name, RRType type, CancellationToken cancellationToken) => ResolveAsync(name, type, isForAdvice: false, cancellationToken);

    /// <summary>A look-up whose failure says nothing about the resolver.</summary>
    public ValueTask<Answer> ResolveForAdviceAsync(DomainName name, RRType type, CancellationToken cancellationToken) => ResolveAsync(name, type, isForAdvice: true, cancellationToken);

    private async ValueTask<Answer> ResolveAsync(DomainName name, RRType type, bool isForAdvice, CancellationToken cancellationToken)
    {
        lock (_access)
            _lookups++;
        Answer answer = await inner.ResolveAsync(name, type, cancellationToken).ConfigureAwait(false);
        lock (_access)
        {
            _answers.TryAdd(answer.Question, answer);
            _hasDoubts |= !isForAdvice && answer is (Answer.Bogus or Answer.Failed);
        }

        return answer;
    }
}
