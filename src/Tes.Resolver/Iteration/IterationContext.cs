using System.Net;
using System.Net.Sockets;
using Tes.Resolver.Upstreams;

namespace Tes.Resolver.Iteration;

/// <summary>What all questions of one <see cref="IterativeUpstream"/> share.</summary>
internal sealed class IterationContext
{
    /// <param name="exchange">The network.</param>
    /// <param name="options">Hints, families and time-outs.</param>
    /// <param name="time">Clock.</param>
    /// <param name="statistics">Counts what is sent.</param>
    /// <param name="rate">Caps what is sent; null for no cap.</param>
    /// <param name="closing">Cancelled when the upstream is closed.</param>
    public IterationContext(IServerExchange exchange, IterationOptions options, TimeProvider time, ResolverStatistics statistics, QueryRate? rate, CancellationToken closing)
    {
        Exchange = exchange;
        Options = options;
        Time = time;
        Statistics = statistics;
        Rate = rate;
        Closing = closing;
        Servers = new ServerBook(time);
        Delegations = new DelegationCache(time);
        NameServerAddresses = new NameServerAddresses(this);
        Root = new RootPriming(this);
        _privateInternet = options.RootHints.Servers.Any(server => server.Addresses.Any(address => address.IsNobodys()));
    }

    private readonly bool _privateInternet;

    public IServerExchange Exchange { get; }

    public IterationOptions Options { get; }

    public TimeProvider Time { get; }

    public ResolverStatistics Statistics { get; }

    public QueryRate? Rate { get; }

    public CancellationToken Closing { get; }

    public ServerBook Servers { get; }

    public DelegationCache Delegations { get; }

    public NameServerAddresses NameServerAddresses { get; }

    public RootPriming Root { get; }

    public QueryBudget NewBudget(QueryQuota quota) => new(quota, Options.Timeout, Rate, Time);

    public bool MayAsk(AddressFamily family) => Options.OnlyFamily is not { } only || only == family;

    /// <summary>Whether a server may be asked at an address that others gave: never at our own host, but in an internet whose root is there too.</summary>
    public bool MayAsk(IPAddress address) => MayAsk(address.AddressFamily) && (_privateInternet || !address.IsNobodys());
}
