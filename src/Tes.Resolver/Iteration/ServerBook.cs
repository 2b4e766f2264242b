using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Tes.Dns;
using Tes.Dns.Resolution;

namespace Tes.Resolver.Iteration;

/// <summary>What is known of authoritative servers: how fast they are, which speak EDNS, and which are lame for which zone.</summary>
internal sealed class ServerBook(TimeProvider time)
{
    // Unbound's infra-host-ttl: 15 minutes.
    private static readonly TimeSpan HealthKept = TimeSpan.FromMinutes(15);

    // Own choice, below the 5 minutes of RFC 9520 §3.2 for failures: a tester must soon see that a server was repaired.
    private static readonly TimeSpan LameKept = TimeSpan.FromSeconds(60);

    // Milliseconds that an address never asked is guessed to take, at random so that all get their turn. IPv6 comes second where
    // nothing is known: it is the family that does not work, if one does not.
    private const int FirstGuess = 32;
    private const double Ipv6Guess = 64;

    private readonly ExpiringTable<IPAddress, ServerHealth> _health = new(IterationLimits.MaxServers, time);
    private readonly ExpiringTable<IPAddress, bool> _withoutEdns = new(IterationLimits.MaxServers, time);
    private readonly ExpiringTable<(IPAddress Address, DomainName Zone), LookupFailure> _lame = new(IterationLimits.MaxServers, time);
    private readonly FamilyHealth _ipv4 = new(time);
    private readonly FamilyHealth _ipv6 = new(time);

    /// <summary>The family that look-ups of addresses begin with, where both are allowed.</summary>
    public AddressFamily PreferredFamily => _ipv4.IsSuspended && !_ipv6.IsSuspended ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;

    /// <summary>The address to ask: the fastest, where those of a family that does not work here come last.</summary>
    /// <param name="addresses">At least one.</param>
    public IPAddress Choose(IReadOnlyCollection<IPAddress> addresses)
    {
        IPAddress chosen = addresses.OrderBy(address => FamilyOf(address).IsSuspended).ThenBy(address => Of(address).Rank).First();
        foreach (IPAddress other in addresses.Where(other => !other.Equals(chosen)))
            Of(other).NotAsked();
        return chosen;
    }

    public bool WorksHere(AddressFamily family) => !(family == AddressFamily.InterNetwork ? _ipv4 : _ipv6).IsSuspended;

    public TimeSpan WaitFor(IPAddress address) => Of(address).Wait;

    public void Answered(IPAddress address, TimeSpan after)
    {
        Of(address).Answered(after);
        FamilyOf(address).Worked();
    }

    public void KeptSilent(IPAddress address)
    {
        ServerHealth health = Of(address);
        health.KeptSilent();
        if (!health.HasAnswered)
            FamilyOf(address).Doubt();
    }

    public void Unreachable(IPAddress address, Reach reach)
    {
        Of(address).KeptSilent();
        if (reach == Reach.NoRouteOfFamily)
            FamilyOf(address).Suspend();
    }

    public bool SpeaksEdns(IPAddress address) => !_withoutEdns.TryFind(address, out _);

    public void DoesNotSpeakEdns(IPAddress address) => _withoutEdns.Keep(address, true, HealthKept);

    /// <summary>Why the server is not to be asked for the zone; null where it may.</summary>
    public LookupFailure? LameFor(IPAddress address, DomainName zone) => _lame.TryFind((address, zone), out LookupFailure? failure) ? failure : null;

    public void MarkLame(IPAddress address, DomainName zone, LookupFailure failure) => _lame.Keep((address, zone), failure, LameKept);

    private FamilyHealth FamilyOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? _ipv4 : _ipv6;

    private ServerHealth Of(IPAddress address)
    {
        if (_health.TryFind(address, out ServerHealth? health))
            return health;
        double guess = RandomNumberGenerator.GetInt32(FirstGuess) + (address.AddressFamily == AddressFamily.InterNetwork ? 0 : Ipv6Guess);
        health = new ServerHealth(guess);
        _health.Keep(address, health, HealthKept);
        return health;
    }
}
