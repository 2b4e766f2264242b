using System.Security.Cryptography.X509Certificates;
using Tes.Dns.Resolution;
using Tes.Resolver.Upstreams;
using Xunit;

namespace Tes.Resolver.Tests.Upstreams;

/// <summary>DNS over TLS (RFC 7858, RFC 8310).</summary>
public sealed class TlsUpstreamTests : IDisposable
{
    private readonly Authority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData("dns.example", new[] { "dns.example" })]
    [InlineData("DNS.example", new[] { "other.example", "dns.EXAMPLE" })]
    [InlineData("dns.example", new[] { "*.example" })]
    [InlineData("127.0.0.1", new[] { "127.0.0.1" })]
    public async Task A_server_that_proves_its_name_is_asked(string name, string[] presented)
    {
        using X509Certificate2 certificate = _authority.Issue(presented);
        string? asked = null;
        await using var server = new StreamServer(peer =>
        {
            asked = peer.ServerName;
            return Echo(peer);
        }, certificate);
        using NetworkUpstreams upstreams = Over(server, name, _authority.Certificate);
        Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
        Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
        Assert.Equal((1, char.IsAsciiDigit(name[0]) ? "" : name), (server.Accepted, asked));
    }

    // RFC 9525 §6.3: subjectAltName only, an address never by a DNS name, one label for a wildcard.
    [Theory]
    [InlineData("dns.example", new[] { "other.example" })]
    [InlineData("a.dns.example", new[] { "*.example" })]
    [InlineData("resolver", new string[0])]
    [InlineData("127.0.0.1", new[] { "127.0.0.2", "dns.example" })]
    public async Task A_certificate_for_somebody_else_makes_the_resolver_unreachable(string name, string[] presented)
    {
        using X509Certificate2 certificate = _authority.Issue(presented);
        await using var server = new StreamServer(Echo, certificate);
        using NetworkUpstreams upstreams = Over(server, name, _authority.Certificate);
        Assert.Contains($"its certificate is not for {name}", await FailAsync(upstreams), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_no_authority_stands_for_makes_the_resolver_unreachable()
    {
        using var other = new Authority();
        using X509Certificate2 certificate = other.Issue(["dns.example"]);
        await using var server = new StreamServer(Echo, certificate);
        using NetworkUpstreams upstreams = Over(server, "dns.example", _authority.Certificate);
        Assert.Contains("no trusted authority", await FailAsync(upstreams), StringComparison.Ordinal);
        using NetworkUpstreams bySystem = Over(server, "dns.example");
        Assert.EndsWith("no trusted authority", await FailAsync(bySystem), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_certificate_makes_the_resolver_unreachable()
    {
        using X509Certificate2 certificate = _authority.Issue(["dns.example"], validFor: -1);
        await using var server = new StreamServer(Echo, certificate);
        using NetworkUpstreams upstreams = Over(server, "dns.example", _authority.Certificate);
        Assert.Contains("expired", await FailAsync(upstreams), StringComparison.Ordinal);
    }

    // RFC 7858 §4.1
    [Fact]
    public async Task Without_a_name_any_certificate_will_do()
    {
        using X509Certificate2 certificate = _authority.Issue([], validFor: -1);
        await using var server = new StreamServer(Echo, certificate);
        using NetworkUpstreams upstreams = Over(server, null);
        Assert.Equal("192.0.2.1", await upstreams.ShowAsync());
    }

    // RFC 8467 §4.1
    [Fact]
    public async Task Queries_are_padded_to_blocks()
    {
        using X509Certificate2 certificate = _authority.Issue([]);
        var lengths = new List<int>();
        await using var server = new StreamServer(async peer =>
        {
            while (true)
            {
                await peer.ReplyAsync((await peer.ReadAsync()).Reply());
                lengths.Add(peer.QueryLength);
            }
        }, certificate);
        using NetworkUpstreams upstreams = Over(server, null);
        for (int length = 1; length <= 63; length++)
            Assert.Equal("192.0.2.1", await upstreams.ShowAsync(Replies.Named($"{new string('a', length)}.{new string('b', 40)}")));
        Assert.Equal([128, 256], lengths.Distinct().Order());
    }

    [Fact]
    public async Task A_server_that_speaks_no_TLS_makes_the_resolver_unreachable()
    {
        await using var server = new StreamServer(peer => peer.WriteAsync("220 mail.example ESMTP\r\n"u8.ToArray()));
        using NetworkUpstreams upstreams = Over(server, null);
        Assert.Contains("cannot be reached", await FailAsync(upstreams), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handshake_that_takes_too_long_ends_in_time()
    {
        var time = new ManualTime();
        var connected = new SemaphoreSlim(0);
        await using var server = new StreamServer(async peer =>
        {
            connected.Release();
            await peer.Silence;
        });
        using var upstreams = new NetworkUpstreams(
            [new UpstreamServer(server.EndPoint, UpstreamTransport.Tls)], [], TimeSpan.FromSeconds(20), time, new ResolverStatistics());
        Task<string> asked = FailAsync(upstreams);
        Assert.True(await connected.WaitAsync(Replies.Hang, TestContext.Current.CancellationToken));
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.Contains("take too long", await asked, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_to_prove_without_TLS_to_prove_it_is_a_mistake() => Assert.Throws<ArgumentException>(() =>
        Replies.Over(new UpstreamServer(new System.Net.IPEndPoint(0, 53), UpstreamTransport.Datagram, "dns.example")));

    [Theory]
    [InlineData("")]
    [InlineData("-.-")]
    [InlineData("dns example")]
    [InlineData("dns.example:853")]
    public void A_name_that_no_certificate_can_have_is_a_mistake(string name) => Assert.Throws<ArgumentException>(() =>
        Replies.Over(new UpstreamServer(new System.Net.IPEndPoint(0, 53), UpstreamTransport.Tls, name)));

    private static NetworkUpstreams Over(StreamServer server, string? name, params X509Certificate2[] authorities) => new(
        [new UpstreamServer(server.EndPoint, UpstreamTransport.Tls, name)], authorities, TimeSpan.FromSeconds(20), TimeProvider.System, new ResolverStatistics());

    private static async Task<string> FailAsync(NetworkUpstreams upstreams)
    {
        UpstreamResult result = await upstreams.AskAsync(Replies.Question, CancellationToken.None).AsTask().WaitAsync(Replies.Hang);
        LookupFailure failure = Assert.IsType<UpstreamResult.Failure>(result).Reason;
        Assert.Equal(LookupFailureKind.Unreachable, failure.Kind);
        return failure.Text;
    }

    private static async Task Echo(StreamServer.Peer peer)
    {
        while (true)
            await peer.ReplyAsync((await peer.ReadAsync()).Reply());
    }
}
