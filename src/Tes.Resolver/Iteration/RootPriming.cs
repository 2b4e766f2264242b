using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Resolver.Upstreams;

namespace Tes.Resolver.Iteration;

/// <summary>Finds the present servers of the root by asking those of the hints (RFC 9609), and keeps them as long as they hold.</summary>
internal sealed class RootPriming(IterationContext context)
{
    // RFC 9609 §3 leaves it open; soon, since hints that no server answers to are most often a network that is down.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private Task<(Delegation Root, DateTimeOffset Expires)>? _primed;

    /// <summary>The root as a delegation; by the hints where priming does not succeed (RFC 9609 §3).</summary>
    public async ValueTask<Delegation> GetAsync(CancellationToken cancellationToken)
    {
        Task<(Delegation Root, DateTimeOffset Expires)> primed;
        lock (_lock)
        {
            if (_primed is null || (_primed.IsCompleted && (!_primed.IsCompletedSuccessfully || _primed.Result.Expires <= context.Time.GetUtcNow())))
                _primed = PrimeAsync();
            primed = _primed;
        }

        return (await primed.WaitAsync(cancellationToken).ConfigureAwait(false)).Root;
    }

    private async Task<(Delegation Root, DateTimeOffset Expires)> PrimeAsync()
    {
        Delegation hints = Delegation.Of(context.Options.RootHints);
        // RFC 9609 §3.1: QNAME ".", QTYPE NS; without RD.
        var asker = new ZoneAsker(context, hints, new Question(DomainName.Root, RRType.NS), QuestionExtent.Whole, new LookUpPath(context.NewBudget(new QueryQuota(IterationLimits.MaxQueries))));
        ZoneReply reply = await asker.AskAsync(context.Closing).ConfigureAwait(false);
        return reply is ZoneReply.Told { Answer: { Kind: AuthoritativeKind.Records } answer } && Read(answer.Message, hints) is { } root
            ? (root, context.Time.GetUtcNow() + root.Lifetime)
            : (hints, context.Time.GetUtcNow() + RetryAfter);
    }

    // RFC 9609 §4.1: additional records may be incomplete. An address then is that of the hints.
    private static Delegation? Read(Message response, Delegation hints)
    {
        RRset nameServers = RRset.Group(response.Answers).First(rrset => rrset.Type == RRType.NS);
        IReadOnlyList<RRset> additionals = RRset.Group(response.Additionals);
        NameServer[] servers = [.. nameServers.Read<NsRdata>().Take(IterationLimits.MaxNameServers)
            .Select(ns => Addresses.Of(ns.NameServer, additionals) is { Count: > 0 } given
                ? new NameServer(ns.NameServer, given)
                : hints.NameServers.FirstOrDefault(hint => hint.Name == ns.NameServer) ?? new NameServer(ns.NameServer, []))
            .Where(server => server.Glue.Count > 0)];
        return servers.Length == 0
            ? null
            : new Delegation(DomainName.Root, servers, TimeSpan.FromSeconds(Math.Min(nameServers.Ttl, IterationLimits.LongestKept.TotalSeconds)));
    }
}
