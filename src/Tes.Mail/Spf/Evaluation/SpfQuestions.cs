using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Resolution;

namespace Tes.Mail.Spf.Evaluation;

/// <summary>Asks the resolver and keeps what was asked, and the weakest status among the answers.</summary>
internal sealed class SpfQuestions(IResolver resolver)
{
    /// <summary>The weakest status of all answers so far; null before the first.</summary>
    public SecurityStatus? Security { get; private set; }

    /// <summary>Where answers are put down, for the term that is being evaluated.</summary>
    public List<Answer>? Log { get; set; }

    public async ValueTask<Answer> AskAsync(DomainName name, RRType type, CancellationToken cancellationToken)
    {
        Answer answer = await resolver.ResolveAsync(name, type, cancellationToken).ConfigureAwait(false);
        Log?.Add(answer);
        Security = Security is { } weakest && weakest <= answer.Security ? weakest : answer.Security;
        return answer;
    }
}
