using Tes.Dns.Dnssec;
using Tes.Resolver.Iteration;
using Tes.Testnet.Dns;
using Xunit;

namespace Tes.Cli.Tests.Resolution;

/// <summary>The authoritative servers of a few zones on loopback, with root hints and trust anchor in files, as a user would give them.</summary>
internal sealed class AuthorityInternet : IAsyncDisposable
{
    private static readonly Zone[] Zones =
    [
        Zone.At("test."),
        Zone.At("signed.test.", "@ MX 10 mx\nmx A 192.0.2.25\nalias CNAME mx.unsigned.test."),
        Zone.At("unsigned.test.", "mx A 192.0.2.26") with { Signing = null },
        Zone.At("bogus.test.", "mx A 192.0.2.27") with { Faults = [new DnsFault(DnsFaultKind.BogusSignature)] },
    ];

    private readonly string _anchorFile = Path.GetTempFileName();
    private readonly string _hintsFile = Path.GetTempFileName();
    private readonly AuthoritiesOnLoopback _servers;
    private readonly TestnetAuthorities _authorities;
    private bool _isDead;

    private AuthorityInternet(TestnetAuthorities authorities, AuthoritiesOnLoopback servers)
    {
        _authorities = authorities;
        _servers = servers;
        File.WriteAllText(_anchorFile, authorities.TrustAnchorDs);
        File.WriteAllText(_hintsFile, authorities.RootHints);
    }

    public string[] HintOptions => ["--root-hints", _hintsFile, "--authority-port", $"{_servers.Port}"];

    public string[] AnchorOptions => ["--trust-anchor", _anchorFile];

    public TrustAnchorSet Anchors => TrustAnchorSet.TryRead(_authorities.TrustAnchorDs, out TrustAnchorSet? anchors, out _) ? anchors : throw new InvalidOperationException();

    public IterationOptions Iteration
    {
        get
        {
            Assert.True(RootHints.TryRead(_authorities.RootHints, out RootHints? hints, out string? problem), problem);
            return new IterationOptions { RootHints = hints, Port = _servers.Port };
        }
    }

    /// <summary>Is called for each query to any of the servers before it is answered, which waits for it.</summary>
    public Action? OnQuestion
    {
        set => _authorities.OnQuestion = value;
    }

    public static async Task<AuthorityInternet> StartAsync()
    {
        var authorities = new TestnetAuthorities(Zones, TestnetAuthorities.OneForEach(Zones), TimeProvider.System);
        return new AuthorityInternet(authorities, await AuthoritiesOnLoopback.StartAsync(authorities));
    }

    /// <summary>A recursive resolver of the same zones with a fault.</summary>
    public static DnsServer StartResolver(ResolverFault fault) => DnsServer.Start(Dns(fault));

    /// <summary>What such a resolver answers; its fault may change.</summary>
    public static TestnetDns Dns(ResolverFault fault) => new(Zones, TimeProvider.System) { Fault = fault };

    /// <summary>Ends all servers: nobody listens there any longer.</summary>
    public async Task DieAsync()
    {
        _isDead = true;
        await _servers.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        File.Delete(_anchorFile);
        File.Delete(_hintsFile);
        if (!_isDead)
            await _servers.DisposeAsync();
    }
}
