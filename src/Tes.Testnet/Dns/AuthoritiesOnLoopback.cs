using System.Net;
using System.Net.Sockets;

namespace Tes.Testnet.Dns;

/// <summary>
/// The authoritative servers of a test net, each at its own address of 127.0.0.0/8 and all on one port, over UDP and TCP. Linux
/// has these addresses without being told to.
/// </summary>
public sealed class AuthoritiesOnLoopback : IAsyncDisposable
{
    // Own limit: a port that is free at one address is rarely taken at another.
    private const int BindAttempts = 20;

    private readonly IReadOnlyList<DnsServer> _servers;

    private AuthoritiesOnLoopback(IReadOnlyList<DnsServer> servers) => _servers = servers;

    /// <summary>The port of all of them, for <c>--authority-port</c>.</summary>
    public int Port => _servers[0].EndPoint.Port;

    /// <summary>Starts serving on a port that is free at all addresses.</summary>
    /// <exception cref="SocketException">No port could be had.</exception>
    public static async Task<AuthoritiesOnLoopback> StartAsync(TestnetAuthorities authorities)
    {
        ArgumentNullException.ThrowIfNull(authorities);
        for (int attempt = 1; ; attempt++)
        {
            var started = new List<DnsServer>();
            try
            {
                foreach (IPAddress address in authorities.Addresses)
                    started.Add(DnsServer.Start(new AnswersAt(authorities, address), new IPEndPoint(address, started.Count == 0 ? 0 : started[0].EndPoint.Port)));
                return new AuthoritiesOnLoopback(started);
            }
            catch (SocketException) when (attempt < BindAttempts)
            {
                foreach (DnsServer server in started)
                    await server.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Closes all sockets and connections.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (DnsServer server in _servers)
            await server.DisposeAsync().ConfigureAwait(false);
    }

    private sealed class AnswersAt(TestnetAuthorities authorities, IPAddress address) : IDnsAnswers
    {
        public TimeSpan Latency => TimeSpan.Zero;

        public byte[]? Answer(ReadOnlySpan<byte> query, DnsTransport transport) => authorities.Answer(address, query, transport);
    }
}
