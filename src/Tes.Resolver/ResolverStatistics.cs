namespace Tes.Resolver;

/// <summary>Counters of a resolver since it was made. Safe to read at any time.</summary>
public sealed class ResolverStatistics
{
    private long _questionsAsked;
    private long _datagramsSent;
    private long _tcpQueries;
    private long _connections;
    private long _cacheHits;

    /// <summary>Questions put to upstreams, retries not counted.</summary>
    public long QuestionsAsked => Interlocked.Read(ref _questionsAsked);

    /// <summary>UDP datagrams sent, retries counted.</summary>
    public long DatagramsSent => Interlocked.Read(ref _datagramsSent);

    /// <summary>Queries sent over TCP, within TLS or not.</summary>
    public long TcpQueries => Interlocked.Read(ref _tcpQueries);

    /// <summary>Connections opened for them.</summary>
    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>Look-ups answered without any question.</summary>
    public long CacheHits => Interlocked.Read(ref _cacheHits);

    internal void CountQuestion() => Interlocked.Increment(ref _questionsAsked);

    internal void CountDatagram() => Interlocked.Increment(ref _datagramsSent);

    internal void CountTcpQuery() => Interlocked.Increment(ref _tcpQueries);

    internal void CountConnection() => Interlocked.Increment(ref _connections);

    internal void CountCacheHit() => Interlocked.Increment(ref _cacheHits);
}
