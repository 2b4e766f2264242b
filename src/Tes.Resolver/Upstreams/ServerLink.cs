using System.Security.Cryptography.X509Certificates;

namespace Tes.Resolver.Upstreams;

/// <summary>One upstream with its sockets, its connections and what is known of it.</summary>
internal sealed class ServerLink : IDisposable
{
    /// <summary>Own choice: a server that is set up anew gets its cookies back within the hour, for one more refusal an hour from the others.</summary>
    public static readonly TimeSpan OptionsRefusedFor = TimeSpan.FromHours(1);

    private readonly UdpChannelPool _datagrams;
    private readonly StreamConnectionPool _streams;
    private readonly ResolverStatistics _statistics;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private long? _optionsRefusedAt;

    public ServerLink(UpstreamServer server, IReadOnlyList<X509Certificate2> authorities, TimeProvider time, ResolverStatistics statistics)
    {
        Server = server;
        Health = new ServerHealth(time);
        _statistics = statistics;
        _time = time;
        _datagrams = new UdpChannelPool(server.EndPoint, Health, time);
        _streams = new StreamConnectionPool(server, authorities, time, statistics);
    }

    public UpstreamServer Server { get; }

    public ServerHealth Health { get; }

    /// <summary>Cookies over UDP.</summary>
    public CookieJar Cookies => _datagrams.Cookies;

    /// <summary>
    /// Whether it answers FORMERR to EDNS options that it does not know, against RFC 6891 §6.1.2. Believed for <see
    /// cref="OptionsRefusedFor"/>: without options there are no cookies and no padding.
    /// </summary>
    public bool OptionsRefused
    {
        get
        {
            lock (_lock)
                return _optionsRefusedAt is { } at && _time.GetElapsedTime(at) < OptionsRefusedFor;
        }
    }

    /// <summary>It answered without options what it had refused with them.</summary>
    public void RefusesOptions()
    {
        lock (_lock)
            _optionsRefusedAt = _time.GetTimestamp();
    }

    /// <summary>Sends a query; what comes of it is posted.</summary>
    /// <exception cref="ObjectDisposedException">The transport is closed.</exception>
    public void Send(PendingQuery query)
    {
        if (query.Course == Course.Stream)
        {
            _statistics.CountTcpQuery();
            _streams.Send(query);
        }
        else
        {
            _statistics.CountDatagram();
            _datagrams.Send(query);
        }
    }

    /// <summary>New ports for what is sent from now on, in place of those from which <paramref name="sentAt"/> and before was sent.</summary>
    public void RenewSockets(long sentAt) => _datagrams.RenewOlderThan(sentAt);

    public void Dispose()
    {
        _datagrams.Dispose();
        _streams.Dispose();
    }
}
