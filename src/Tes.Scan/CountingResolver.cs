using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Resolution;

namespace Tes.Scan;

/// <summary>Counts the look-ups of one test, and remembers whether one went wrong.</summary>
internal sealed class CountingResolver(IResolver inner) : IResolver
{
    private int _lookups;
    private int _unanswered;

    public int Lookups => Volatile.Read(ref _lookups);

    /// <summary>Whether a look-up was bogus or failed: the resolver may be the cause.</summary>
    public bool HasDoubts => Volatile.Read(ref _unanswered) > 0;

    public async ValueTask<Answer> ResolveAsync(DomainName name, RRType type, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _lookups);
        Answer answer = await inner.ResolveAsync(name, type, cancellationToken).ConfigureAwait(false);
        if (answer is Answer.Bogus or Answer.Failed)
            Interlocked.Increment(ref _unanswered);
        return answer;
    }

    /// <summary>A look-up whose failure says nothing about the resolver.</summary>
    public ValueTask<Answer> ResolveForAdviceAsync(DomainName name, RRType type, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _lookups);
        return inner.ResolveAsync(name, type, cancellationToken);
    }
}
