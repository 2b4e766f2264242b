using System.Collections.Concurrent;
using System.Net;
using Tes.Scan.Reports;
using Tes.Smtp;

namespace Tes.Scan.Survey;

/// <summary>
/// As few sessions as tell all about a server for all domains that it serves. Each address is met once; only where TLS is made,
/// once under each name, as another name may get another certificate. What a session came to is kept, also where it came to
/// nothing: to try again for each domain would be what busy servers put clients off for, and what makes dead ones hold up a survey.
/// </summary>
/// <param name="probe">Holds the sessions.</param>
public sealed class SharedProbe(AddressProbe probe)
{
    /// <summary>
    /// Most sessions that are kept. Own limit: at some 7 KiB with certificates about 150 MB; a server that comes up again after so
    /// many others is met again.
    /// </summary>
    public const int MaxKept = 20_000;

    // No name: the first session with an address, under whatever name.
    private readonly ConcurrentDictionary<(IPAddress Address, int Port, string ServerName), Lazy<Task<ProbeReport>>> _sessions = new();
    private readonly ConcurrentQueue<(IPAddress Address, int Port, string ServerName)> _order = new();
    private int _held;

    /// <summary>Sessions held so far.</summary>
    public int Sessions => Volatile.Read(ref _held);

    /// <summary>The report of the session for an address and name. Matches <see cref="AddressProbe"/>.</summary>
    public async Task<ProbeReport> ProbeAsync(IPAddress address, int port, string serverName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(serverName);
        // RFC 4343: names are told apart without regard to case.
        string name = serverName.ToLowerInvariant();
        ProbeReport first = await GetAsync((address, port, ""), name, cancellationToken).ConfigureAwait(false);
        if (string.Equals(first.ServerName, name, StringComparison.Ordinal))
            return first;
        // The name is shown in the handshake and not before.
        return first.Tls is null && first.StartTls != StartTlsOutcome.HandshakeFailed
            ? first with { ServerName = name }
            : await GetAsync((address, port, name), name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets the sessions that told nothing, so that they are held again.</summary>
    public void ForgetInconclusive()
    {
        foreach (KeyValuePair<(IPAddress Address, int Port, string ServerName), Lazy<Task<ProbeReport>>> known in _sessions)
        {
            if (known.Value is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } session } && session.Result.StartTls == StartTlsOutcome.Inconclusive)
                _sessions.TryRemove(known);
        }
    }

    private async Task<ProbeReport> GetAsync((IPAddress Address, int Port, string ServerName) key, string name, CancellationToken cancellationToken)
    {
        while (true)
        {
            Lazy<Task<ProbeReport>> session = _sessions.GetOrAdd(key, _ => new Lazy<Task<ProbeReport>>(() =>
            {
                Interlocked.Increment(ref _held);
                Keep(key);
                return probe(key.Address, key.Port, name, cancellationToken);
            }));
            try
            {
                return await session.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                _sessions.TryRemove(KeyValuePair.Create(key, session));
                // Of another, who held the session: then it is for us to hold one.
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private void Keep((IPAddress Address, int Port, string ServerName) key)
    {
        _order.Enqueue(key);
        while (_order.Count > MaxKept && _order.TryDequeue(out (IPAddress Address, int Port, string ServerName) oldest))
            _sessions.TryRemove(oldest, out _);
    }
}
