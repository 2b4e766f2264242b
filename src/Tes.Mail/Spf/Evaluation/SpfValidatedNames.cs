using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Resolution;

namespace Tes.Mail.Spf.Evaluation;

/// <summary>
/// The names of the client whose addresses have the client among them (RFC 7208 §5.5). Each is looked up once in an evaluation,
/// at most <see cref="SpfLimits.MaxPtrNames"/> in all.
/// </summary>
internal sealed class SpfValidatedNames(SpfSender sender, SpfQuestions questions)
{
    // RFC 7208 §7.3
    private const string NoName = "unknown";

    private readonly Dictionary<DomainName, bool> _validated = [];
    private Answer? _answer;
    private List<DomainName>? _names;

    /// <summary>The answer to the PTR question, asked at most once.</summary>
    public async ValueTask<Answer> AskAsync(CancellationToken cancellationToken) =>
        _answer ??= await questions.AskAsync(SpfName.Reverse(sender.Address), RRType.Ptr, cancellationToken).ConfigureAwait(false);

    /// <summary>The first validated name that is <paramref name="domain"/> or below it; null where there is none. A name that cannot be looked up is passed over.</summary>
    public async ValueTask<DomainName?> FindAsync(DomainName domain, CancellationToken cancellationToken)
    {
        foreach (DomainName name in await NamesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (name.IsAtOrBelow(domain) && await IsValidatedAsync(name, cancellationToken).ConfigureAwait(false))
                return name;
        }

        return null;
    }

    /// <summary>The value of macro p: the domain itself, else a name below it, else any validated name, else "unknown".</summary>
    public async ValueTask<string> BestAsync(DomainName domain, CancellationToken cancellationToken)
    {
        List<DomainName> names = await NamesAsync(cancellationToken).ConfigureAwait(false);
        foreach (DomainName name in names.OrderBy(name => name == domain ? 0 : name.IsBelow(domain) ? 1 : 2))
        {
            if (await IsValidatedAsync(name, cancellationToken).ConfigureAwait(false))
                return SpfName.TextOf(name);
        }

        return NoName;
    }

    private async ValueTask<List<DomainName>> NamesAsync(CancellationToken cancellationToken)
    {
        if (_names is not null)
            return _names;
        Answer answer = await AskAsync(cancellationToken).ConfigureAwait(false);
        // RFC 7208 §4.6.4: the first ten names. Name servers rotate them; ours are in a stable order, so that results are.
        return _names = answer.Match(
            found => found.RRset.RRset.Rdatas.Select(ReadName).OfType<DomainName>().Order().Take(SpfLimits.MaxPtrNames).ToList(),
            absent => [],
            bogus => [],
            failed => []);
    }

    private async ValueTask<bool> IsValidatedAsync(DomainName name, CancellationToken cancellationToken)
    {
        if (_validated.TryGetValue(name, out bool known))
            return known;
        Answer answer = await questions.AskAsync(name, sender.IsIPv4 ? RRType.A : RRType.Aaaa, cancellationToken).ConfigureAwait(false);
        return _validated[name] = answer is Answer.Found found && SpfAddresses.Of(found).Contains(sender.Address);
    }

    // RFC 1035 §3.3.12: a name and nothing else
    private static DomainName? ReadName(ReadOnlyMemory<byte> rdata) =>
        DomainName.TryReadUncompressed(rdata.Span, out DomainName? name, out int length) && length == rdata.Length ? name : null;
}
