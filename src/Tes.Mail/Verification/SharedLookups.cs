using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Resolution;

namespace Tes.Mail.Verification;

/// <summary>
/// Asks each question of one message once, whichever mechanism comes to it first, also while another waits for the answer. Bounded by the
/// limits of the mechanisms, which ask some 300 questions of the worst message.
/// </summary>
/// <param name="resolver">Whom to ask.</param>
/// <param name="end">Ends all look-ups; what a caller gives ends its own wait alone, as others may wait for the same.</param>
internal sealed class SharedLookups(IResolver resolver, CancellationToken end) : IResolver
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(DomainName Name, RRType Type), Task<Answer>> _answers = [];

    /// <inheritdoc/>
    public async ValueTask<Answer> ResolveAsync(DomainName name, RRType type, CancellationToken cancellationToken)
    {
        Task<Answer>? answer;
        lock (_lock)
        {
            if (!_answers.TryGetValue((name, type), out answer))
                _answers[(name, type)] = answer = resolver.ResolveAsync(name, type, end).AsTask();
        }

        return await answer.WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}
