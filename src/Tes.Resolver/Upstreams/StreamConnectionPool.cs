using System.Security.Cryptography.X509Certificates;
using Tes.Dns.Resolution;

namespace Tes.Resolver.Upstreams;

/// <summary>The connections to one upstream: as few as do, opened when needed and used again.</summary>
internal sealed class StreamConnectionPool(
    UpstreamServer server, IReadOnlyList<X509Certificate2> authorities, TimeProvider time, ResolverStatistics statistics) : IDisposable
{
    // RFC 7766 §6.2.2 asks for one; more are opened only when those there are full.
    private const int MaxConnections = 4;

    // Own limit: connections that a busy server wants closed, and that still wait for its last answers.
    private const int MaxDraining = 12;

    // RFC 7766 §6.2.4: what was under way when a connection in use ended is asked again on another. Own limit: a server
    // that closes after every answer gets no query for ever.
    private const int MaxResends = 3;

    private readonly List<StreamConnection> _connections = [];
    private readonly Lock _lock = new();
    private bool _disposed;

    /// <summary>Sends a query. Where that fails, a breakage is posted.</summary>
    /// <exception cref="ObjectDisposedException">The pool is closed.</exception>
    public void Send(PendingQuery query)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _connections.RemoveAll(connection => connection.IsClosed);
            foreach (StreamConnection connection in _connections)
            {
                if (connection.TrySend(query))
                    return;
            }

            if (_connections.Count < MaxConnections + MaxDraining && _connections.Count(connection => !connection.IsDraining) < MaxConnections)
            {
                statistics.CountConnection();
                var connection = new StreamConnection(server, server.Transport == UpstreamTransport.Tls ? new TlsProfile(server, authorities) : null, Lost, time);
                _connections.Add(connection);
                connection.TrySend(query);
                connection.Start();
                return;
            }
        }

        query.Post(new Arrival.Breakage(query, LookupFailureKind.BudgetExceeded, "too many queries are under way to it"));
    }

    public void Dispose()
    {
        StreamConnection[] open;
        lock (_lock)
        {
            _disposed = true;
            open = [.. _connections];
            _connections.Clear();
        }

        foreach (StreamConnection connection in open)
            connection.Dispose();
    }

    private void Lost(PendingQuery query, StreamConnection connection, Arrival arrival)
    {
        // Also after a message that makes no sense: the others on the connection have no part in that.
        if (arrival is Arrival.Breakage && connection.HasAnswered && query.Resends < MaxResends)
        {
            query.Resends++;
            try
            {
                Send(query);
                return;
            }
            catch (ObjectDisposedException)
            {
                arrival = new Arrival.Closed(query);
            }
        }

        query.Post(arrival);
    }
}
