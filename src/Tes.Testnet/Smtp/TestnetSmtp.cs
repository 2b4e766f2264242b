using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Tes.Dns;
using Tes.Testnet.Certificates;

namespace Tes.Testnet.Smtp;

/// <summary>
/// The mail hosts of a test net: each has its own addresses of 127.66.0.0/16, one may have ::1, and all listen on one port that was free.
/// Only Linux has these addresses without being told to.
/// </summary>
public sealed class TestnetSmtp : IAsyncDisposable
{
    /// <summary>How many sessions are kept. Own limit: more than any test has, while a lab that runs for days stays small.</summary>
    public const int MaxSessions = 100_000;

    // Own limits. Another test net may have the port on one of the addresses; 127.66.0.0/16 has room for 250 in each of 250 blocks.
    private const int BindAttempts = 20;
    private const int AddressesPerBlock = 250;

    private readonly ConcurrentQueue<SmtpSession> _sessions = new();
    private readonly Dictionary<DomainName, Lazy<CertificateChain>> _chains = [];
    private readonly Dictionary<(DomainName Host, DomainName ServerName), Lazy<CertificateChain>> _namedChains = [];
    private readonly Dictionary<DomainName, IReadOnlyList<IPAddress>> _addresses = [];
    private readonly List<HostListener> _listeners = [];

    private TestnetSmtp(IReadOnlyList<SmtpHost> hosts, TimeProvider time, string seed)
    {
        Hosts = hosts;
        if (hosts.Count(host => host.Ipv6 == Ipv6Address.Loopback) > 1)
            throw new ArgumentException("Only one host can have ::1.", nameof(hosts));
        int next = 0;
        foreach (SmtpHost host in hosts)
        {
            _chains.Add(host.Name, new Lazy<CertificateChain>(() => CertificateChain.Make(host.Certificate, host.Name.ToDisplayString(), time.GetUtcNow(), seed)));
            foreach ((DomainName name, ServerCertificate certificate) in host.NamedCertificates)
                _namedChains.Add((host.Name, name), new Lazy<CertificateChain>(() => CertificateChain.Make(certificate, name.ToDisplayString(), time.GetUtcNow(), seed)));
            IEnumerable<IPAddress> addresses = Enumerable.Range(next, host.AddressCount).Select(AddressAt);
            _addresses.Add(host.Name, [.. host.Ipv6 == Ipv6Address.Loopback && HasIpv6() ? addresses.Append(IPAddress.IPv6Loopback) : addresses]);
            next += host.AddressCount;
        }
    }

    /// <summary>The hosts, as declared.</summary>
    public IReadOnlyList<SmtpHost> Hosts { get; }

    /// <summary>The port of all hosts; 0 when there are none.</summary>
    public int Port { get; private set; }

    /// <summary>The sessions so far up to <see cref="MaxSessions"/>, in the order in which they began.</summary>
    public IReadOnlyCollection<SmtpSession> Sessions => _sessions;

    /// <summary>Starts all hosts.</summary>
    /// <param name="hosts">Any number, each with a name of its own.</param>
    /// <param name="time">The clock of certificates.</param>
    /// <param name="seed">Makes the keys of certificates.</param>
    /// <exception cref="ArgumentException">Two hosts have one name, or ::1.</exception>
    /// <exception cref="SocketException">No port could be had, or the machine lacks the addresses.</exception>
    public static async Task<TestnetSmtp> StartAsync(IReadOnlyList<SmtpHost> hosts, TimeProvider time, string seed = "tes")
    {
        ArgumentNullException.ThrowIfNull(hosts);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(seed);
        var smtp = new TestnetSmtp(hosts, time, seed);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                smtp.Bind();
                return smtp;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse && attempt < BindAttempts)
            {
                await smtp.DisposeAsync().ConfigureAwait(false);
            }
            catch (SocketException)
            {
                await smtp.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>The addresses of a host.</summary>
    /// <exception cref="KeyNotFoundException">There is no such host.</exception>
    public IReadOnlyList<IPAddress> AddressesOf(DomainName host) => _addresses[host];

    /// <summary>The certificates of a host, made when first asked for.</summary>
    /// <exception cref="KeyNotFoundException">There is no such host.</exception>
    public CertificateChain ChainOf(DomainName host) => _chains[host].Value;

    /// <summary>The certificates that a host shows to who asks for a name.</summary>
    /// <param name="host">The host.</param>
    /// <param name="serverName">The name in SNI; null for none.</param>
    /// <exception cref="KeyNotFoundException">There is no such host.</exception>
    public CertificateChain ChainOf(DomainName host, string? serverName) =>
        DomainName.TryParse(serverName, out DomainName? name, out _) && _namedChains.TryGetValue((host, name), out Lazy<CertificateChain>? chain) ? chain.Value : ChainOf(host);

    /// <summary>Closes all sockets and ends all sessions.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (HostListener listener in _listeners)
            await listener.DisposeAsync().ConfigureAwait(false);
        _listeners.Clear();
    }

    private static IPAddress AddressAt(int index) => new([127, 66, (byte)(index / AddressesPerBlock), (byte)((index % AddressesPerBlock) + 1)]);

    private void Keep(SmtpSession session)
    {
        if (_sessions.Count < MaxSessions)
            _sessions.Enqueue(session);
    }

    private static bool HasIpv6()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            // No IPv6 in the kernel, or no ::1 on the loopback interface.
            return false;
        }
    }

    private void Bind()
    {
        Port = 0;
        foreach (SmtpHost host in Hosts)
        {
            foreach (IPAddress address in _addresses[host.Name])
            {
                var listener = new HostListener(host, serverName => ChainOf(host.Name, serverName), new IPEndPoint(address, Port), Keep);
                _listeners.Add(listener);
                Port = listener.EndPoint.Port;
            }
        }
    }
}
