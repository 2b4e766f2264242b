using System.Net;
using Tes.Scan.Reports;
using Tes.Smtp;

namespace Tes.Scan.Survey.Politeness;

/// <summary>
/// Holds sessions back so that no server, network or provider is met too often, and those that put us off are spared. What it
/// keeps grows with servers in use and with those that put us off, within limits, and not with domains. Safe for concurrent use.
/// </summary>
/// <remarks>
/// A session waits for its provider first, then for its address, then for its network and the common pace. What waits for a turn
/// or for the end of a back-off so holds turns of its own provider and address only, never one of a network, which others share. One
/// that is slow holds up others only by the places that a survey has for domains; where it would hold those for long, its
/// sessions are given up (<see cref="BackOffLimits.LongestHeld"/>).
/// </remarks>
public sealed class PoliteProbe
{
    /// <summary>Most addresses whose manners are remembered. Own limit: some 10 MB; more than the mail servers of a survey.</summary>
    public const int MaxAddresses = 200_000;

    private readonly AddressProbe _probe;
    private readonly PolitenessLimits _limits;
    private readonly TimeProvider _time;
    private readonly Turns<string> _providers;
    private readonly Turns<IPAddress> _addresses;
    private readonly Turns<NetworkKey> _networks;
    private readonly BackOff<string> _providerBackOff;
    private readonly BackOff<IPAddress> _addressBackOff;
    private readonly SessionPace? _pace;
    // How often in a row an address put us off; 0 for one that talked with us.
    private readonly Dictionary<IPAddress, int> _putOffs = [];
    private int _sessions;

    /// <summary>Makes one.</summary>
    /// <param name="probe">Holds the sessions.</param>
    /// <param name="limits">How far servers are spared.</param>
    /// <param name="time">The clock of all waits.</param>
    public PoliteProbe(AddressProbe probe, PolitenessLimits limits, TimeProvider time)
        : this(probe, limits, time, Random.Shared.NextDouble)
    {
    }

    internal PoliteProbe(AddressProbe probe, PolitenessLimits limits, TimeProvider time, Func<double> random)
    {
        ArgumentNullException.ThrowIfNull(probe);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(time);
        _probe = probe;
        _limits = limits;
        _time = time;
        _providers = new Turns<string>(limits.PerProvider);
        _addresses = new Turns<IPAddress>(limits.PerAddress);
        _networks = new Turns<NetworkKey>(limits.PerNetwork);
        _providerBackOff = new BackOff<string>(limits.BackOff, time, random);
        _addressBackOff = new BackOff<IPAddress>(limits.BackOff, time, random);
        _pace = limits.SessionsPerSecond is { } rate ? new SessionPace(rate, time, random) : null;
    }

    /// <summary>Sessions begun so far.</summary>
    public int Sessions => Volatile.Read(ref _sessions);

    /// <summary>Things that are in use, waited for or spared.</summary>
    internal int Keys => _providers.Keys + _addresses.Keys + _networks.Keys + _providerBackOff.Keys + _addressBackOff.Keys;

    /// <summary>Servers that were left alone may be met again.</summary>
    public void BeginPass()
    {
        lock (_putOffs)
            _putOffs.Clear();
    }

    /// <summary>
    /// Holds a session when its turn has come. Matches <see cref="AddressProbe"/>. Where it does not come, the report is
    /// inconclusive with an <see cref="SmtpFailure.Withheld"/> that says why, and there was no connection.
    /// </summary>
    public async Task<ProbeReport> ProbeAsync(IPAddress address, int port, string serverName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(serverName);
        IPAddress host = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (!_limits.SparesLoopback && IPAddress.IsLoopback(host))
        {
            Interlocked.Increment(ref _sessions);
            return await _probe(address, port, serverName, cancellationToken).ConfigureAwait(false);
        }

        string provider = ProviderName.Of(serverName);
        // Before any turn: nobody queues for what will not be done.
        if (Objection(host, provider) is { } known)
            return WithheldSession.Of(address, port, serverName, known);
        using IDisposable? ofProvider = await _providers.EnterAsync(provider, cancellationToken).ConfigureAwait(false);
        using IDisposable? ofAddress = await _addresses.EnterAsync(host, cancellationToken).ConfigureAwait(false);
        while (WaitFor(host, provider) is var wait && wait > TimeSpan.Zero)
        {
            if (Objection(host, provider) is { } learned)
                return WithheldSession.Of(address, port, serverName, learned);
            // Timers count whole milliseconds.
            await Task.Delay(wait + TimeSpan.FromMilliseconds(1), _time, cancellationToken).ConfigureAwait(false);
        }

        if (Objection(host, provider) is { } late)
            return WithheldSession.Of(address, port, serverName, late);
        using IDisposable? ofNetwork = await _networks.EnterAsync(NetworkKey.Of(host), cancellationToken).ConfigureAwait(false);
        if (_pace is not null)
            await _pace.WaitAsync(cancellationToken).ConfigureAwait(false);
        Interlocked.Increment(ref _sessions);
        ProbeReport report = await _probe(address, port, serverName, cancellationToken).ConfigureAwait(false);
        Learn(host, provider, report);
        return report;
    }

    private TimeSpan WaitFor(IPAddress host, string provider)
    {
        TimeSpan address = _addressBackOff.WaitFor(host);
        TimeSpan ofProvider = _providerBackOff.WaitFor(provider);
        return address > ofProvider ? address : ofProvider;
    }

    private WithheldCause? Objection(IPAddress host, string provider)
    {
        if (_limits.BackOff is not { } backOff)
            return null;
        lock (_putOffs)
        {
            if (_putOffs.GetValueOrDefault(host) >= _limits.PutOffsInRow)
                return WithheldCause.LeftAlone;
        }

        return WaitFor(host, provider) > backOff.LongestHeld ? WithheldCause.BackingOff : null;
    }

    private void Learn(IPAddress host, string provider, ProbeReport report)
    {
        if (_limits.BackOff is null)
            return;
        Reception reception = Receptions.Of(report);
        lock (_putOffs)
        {
            bool knows = _putOffs.TryGetValue(host, out int inRow);
            // Nothing listens there, unless something did before: then it is one more than it wants.
            if (knows && report.Failure is SmtpFailure.NotConnected { Fault: ConnectFault.Refused })
                reception = Reception.PutOff;
            if (reception == Reception.Unknown || (!knows && _putOffs.Count >= MaxAddresses))
                return;
            _putOffs[host] = reception == Reception.PutOff ? inRow + 1 : 0;
        }

        if (reception == Reception.PutOff)
        {
            _addressBackOff.PutOff(host);
            _providerBackOff.PutOff(provider);
        }
        else
        {
            _addressBackOff.Welcomed(host);
            _providerBackOff.Welcomed(provider);
        }
    }
}
