using System.Collections.Concurrent;
using System.Net;
using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;
using Tes.Resolver.Iteration;
using Tes.Resolver.Upstreams;
using Tes.Testnet.Dns;
using Xunit;

namespace Tes.Resolver.Tests.Iteration;

/// <summary>
/// Authoritative servers without a network: every reply takes its time by the fake clock, and what keeps silent lets the clock
/// run to the end of the wait. Nothing here waits for real.
/// </summary>
internal sealed class FakeInternet : IServerExchange
{
    private readonly ConcurrentDictionary<IPAddress, int> _lost = new();

    public FakeInternet(IReadOnlyList<Zone> zones, IReadOnlyList<AuthorityServer> servers)
    {
        Clock = new SteppedClock();
        Authorities = new TestnetAuthorities(zones, servers, Clock);
    }

    public SteppedClock Clock { get; }

    public TestnetAuthorities Authorities { get; }

    /// <summary>How long a server takes to reply; 10 ms where nothing is said.</summary>
    public Dictionary<string, TimeSpan> Latency { get; } = [];

    /// <summary>How many datagrams to a server get lost before one arrives.</summary>
    public Dictionary<string, int> Losses { get; } = [];

    /// <summary>Families without a route.</summary>
    public List<System.Net.Sockets.AddressFamily> Unroutable { get; } = [];

    /// <summary>Servers whose TCP port is closed.</summary>
    public HashSet<string> TcpClosed { get; } = [];

    /// <summary>What becomes of a reply; by default it arrives as it was sent.</summary>
    public Func<IPAddress, Message, Message> Attack { get; init; } = (_, reply) => reply;

    /// <summary>Every attempt to reach a server, also those that nobody is at.</summary>
    public ConcurrentQueue<IPAddress> Attempts { get; } = new();

    public IReadOnlyList<AskedQuestion> Asked => [.. Authorities.Asked];

    /// <summary>Each zone at an address of its own.</summary>
    public static FakeInternet OneServerEach(params Zone[] zones) => new(zones, TestnetAuthorities.OneForEach(zones));

    public ValueTask<ExchangeOutcome> ExchangeAsync(IPAddress server, Message query, Transport transport, TimeSpan wait, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Attempts.Enqueue(server);
        return ValueTask.FromResult(Exchange(server, query, transport, wait));
    }

    private ExchangeOutcome Exchange(IPAddress server, Message query, Transport transport, TimeSpan wait)
    {
        if (Unroutable.Contains(server.AddressFamily))
            return new ExchangeOutcome.Unreachable(Reach.NoRouteOfFamily, "no route");
        string address = server.ToString();
        if (transport == Transport.Tcp && TcpClosed.Contains(address))
            return new ExchangeOutcome.Unreachable(Reach.NotThisServer, "connection refused");
        bool lost = transport == Transport.Udp && _lost.AddOrUpdate(server, 1, (_, count) => count + 1) <= Losses.GetValueOrDefault(address);
        TimeSpan latency = Latency.GetValueOrDefault(address, TimeSpan.FromMilliseconds(10));
        byte[]? octets = lost ? null : Authorities.Answer(server, query.ToWire(), transport == Transport.Udp ? DnsTransport.Udp : DnsTransport.Tcp);
        if (octets is null || latency > wait)
        {
            Clock.Advance(wait);
            return ExchangeOutcome.Silent.Instance;
        }

        Clock.Advance(latency);
        return Message.TryRead(octets, out Message? reply, out _) ? new ExchangeOutcome.Answered(Attack(server, reply)) : ExchangeOutcome.Unreadable.Instance;
    }

    public IterationOptions Options()
    {
        Assert.True(RootHints.TryRead(Authorities.RootHints, out RootHints? hints, out string? problem), problem);
        return new IterationOptions { RootHints = hints };
    }

    public IterativeUpstream NewUpstream(IterationOptions? options = null) => new(options ?? Options(), Clock, new ResolverStatistics(), this);

    /// <summary>What comes back for one question, raw.</summary>
    public async Task<UpstreamResult> AskAsync(string name, RRType type, IterativeUpstream? upstream = null, QueryQuota? quota = null)
    {
        using IterativeUpstream? own = upstream is null ? NewUpstream() : null;
        return await (upstream ?? own!).AskAsync(new Question(DomainName.Parse(name), type), quota ?? new QueryQuota(ResolverOptions.MaxQueriesPerLookup), TestContext.Current.CancellationToken);
    }

    /// <summary>The response to one question.</summary>
    public async Task<Message> ResponseAsync(string name, RRType type, IterativeUpstream? upstream = null)
    {
        UpstreamResult result = await AskAsync(name, type, upstream);
        return result is UpstreamResult.Response response ? response.Message : throw new Xunit.Sdk.XunitException(((UpstreamResult.Failure)result).Reason.ToString());
    }

    /// <summary>The failure of one question.</summary>
    public async Task<LookupFailure> FailureAsync(string name, RRType type, IterativeUpstream? upstream = null) =>
        Assert.IsType<UpstreamResult.Failure>(await AskAsync(name, type, upstream)).Reason;

    /// <summary>What a validated look-up comes to.</summary>
    public async Task<Answer> LookUpAsync(string name, RRType type)
    {
        using IterativeUpstream upstream = NewUpstream();
        var options = new ResolverOptions { Upstreams = [], TrustAnchors = TrustAnchors() };
        await using var resolver = new ValidatingResolver(options, Clock, upstream);
        return await resolver.ResolveAsync(DomainName.Parse(name), type, TestContext.Current.CancellationToken);
    }

    /// <summary>The questions that a server got, as text.</summary>
    public string[] AskedAt(string server) => [.. Asked.Where(asked => asked.Server.Equals(IPAddress.Parse(server))).Select(asked => asked.Question.ToString())];

    public TrustAnchorSet TrustAnchors() => Internet.Anchors(Authorities.TrustAnchorDs);
}
