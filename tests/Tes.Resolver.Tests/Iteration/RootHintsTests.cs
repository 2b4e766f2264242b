using System.Net.Sockets;
using Tes.Dns.Iana;
using Tes.Resolver.Iteration;
using Tes.Testnet.Dns;
using Xunit;

namespace Tes.Resolver.Tests.Iteration;

public sealed class RootHintsTests
{
    [Fact]
    public void The_built_in_hints_are_thirteen_servers_in_both_families_all_different()
    {
        Assert.Equal(13, RootHints.BuiltIn.Servers.Count);
        Assert.All(RootHints.BuiltIn.Servers, server => Assert.Equal(
            [AddressFamily.InterNetwork, AddressFamily.InterNetworkV6], server.Addresses.Select(address => address.AddressFamily)));
        Assert.Equal(26, RootHints.BuiltIn.Servers.SelectMany(server => server.Addresses).Distinct().Count());
        Assert.All(RootHints.BuiltIn.Servers, server => Assert.All(server.Addresses, address => Assert.False(address.IsNobodys())));
    }

    [Fact]
    public void A_file_like_named_root_is_read()
    {
        const string text = """
            ; formerly NS.INTERNIC.NET
            .                        3600000      NS    A.ROOT-SERVERS.NET.
            A.ROOT-SERVERS.NET.      3600000      A     198.41.0.4
            A.ROOT-SERVERS.NET.      3600000      AAAA  2001:503:ba3e::2:30
            .                        3600000  IN  NS    B.ROOT-SERVERS.NET.
            .                        3600000      NS    C.ROOT-SERVERS.NET.
            c.root-servers.net.      3600000      A     192.33.4.12
            """;
        Assert.True(RootHints.TryRead(text, out RootHints? hints, out string? problem), problem);
        Assert.Equal(
            ["A.ROOT-SERVERS.NET. 198.41.0.4 2001:503:ba3e::2:30", "C.ROOT-SERVERS.NET. 192.33.4.12"],
            hints.Servers.Select(server => $"{server.Name} {string.Join(' ', server.Addresses)}"));
    }

    [Theory]
    [InlineData("", "no NS")]
    [InlineData("a. A 192.0.2.1", "no NS")]
    [InlineData("test. NS a.\na. A 192.0.2.1", "no NS")]
    [InlineData(". NS a.\nb. A 192.0.2.1", "A or AAAA")]
    [InlineData(". NS a.\na. A 192.0.2.999", "line 2")]
    public void What_is_wrong_with_a_file_is_said(string text, string expected)
    {
        Assert.False(RootHints.TryRead(text, out _, out string? problem));
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    // RFC 9609 §3
    [Fact]
    public async Task The_servers_of_the_root_are_asked_for_once_until_they_expire()
    {
        FakeInternet internet = FakeInternet.OneServerEach(Zone.At("test", "www A 192.0.2.1"));
        using IterativeUpstream upstream = internet.NewUpstream();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => internet.ResponseAsync($"w{i}.test", RRType.A, upstream)));
        Assert.Single(internet.Asked, asked => asked.Question.ToString() == ". NS");
        internet.Clock.Advance(TimeSpan.FromSeconds(Zone.Ttl + 1));
        await internet.ResponseAsync("x.test", RRType.A, upstream);
        Assert.Equal(2, internet.Asked.Count(asked => asked.Question.ToString() == ". NS"));
    }

    [Fact]
    public async Task The_servers_that_the_root_names_take_the_place_of_the_hints()
    {
        // The hints know only the old address, whose server still tells the new one.
        FakeInternet internet = new(
            [Zone.At(".", "@ NS root\nroot A 127.53.0.9"), Zone.At("test", "www A 192.0.2.1")],
            [AuthorityServer.At("127.53.0.1", "."), AuthorityServer.At("127.53.0.9", "."), AuthorityServer.At("127.53.0.2", "test")]);
        Assert.True(RootHints.TryRead(". NS old.\nold. A 127.53.0.1", out RootHints? hints, out _));
        using IterativeUpstream upstream = internet.NewUpstream(new IterationOptions { RootHints = hints });
        await internet.ResponseAsync("www.test", RRType.A, upstream);
        Assert.Equal([". NS"], internet.AskedAt("127.53.0.1"));
        Assert.Equal(["test. A"], internet.AskedAt("127.53.0.9"));
    }

    [Fact]
    public async Task Without_an_answer_to_priming_the_hints_are_used()
    {
        FakeInternet internet = new([Zone.At("test", "www A 192.0.2.1")], TestnetAuthorities.OneForEach([Zone.At("test")]))
        {
            Attack = (_, reply) => reply.Questions[0].Type == RRType.NS ? reply with { ResponseCode = ResponseCode.ServFail, Answers = [] } : reply,
        };
        await internet.ResponseAsync("www.test", RRType.A);
    }

    [Fact]
    public async Task Hints_that_lead_nowhere_fail_in_bounded_time()
    {
        FakeInternet internet = FakeInternet.OneServerEach(Zone.At("test"));
        Assert.True(RootHints.TryRead(string.Join('\n', Enumerable.Range(1, 13).Select(i => $". NS n{i}.\nn{i}. A 127.53.8.{i}")), out RootHints? hints, out _));
        using IterativeUpstream upstream = internet.NewUpstream(new IterationOptions { RootHints = hints });
        DateTimeOffset start = internet.Clock.GetUtcNow();
        Assert.Equal(Tes.Dns.Resolution.LookupFailureKind.Timeout, (await internet.FailureAsync("www.test", RRType.A, upstream)).Kind);
        Assert.InRange(internet.Clock.GetUtcNow() - start, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(32));
    }
}
