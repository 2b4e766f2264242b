using System.Net;
using System.Net.Sockets;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;
using Tes.Resolver.Iteration;
using Tes.Testnet.Dns;
using Xunit;

namespace Tes.Resolver.Tests.Iteration;

/// <summary>A zone with two servers of which one or both are at fault.</summary>
public sealed class ServerFaultTests
{
    private const string First = "127.53.1.1";
    private const string Second = "127.53.1.2";

    private const string Delegation = $"""
        example NS a.example
        example NS b.example
        a.example A {First}
        b.example A {Second}
        """;

    private const string Records = $"""
        @ NS a
        @ NS b
        a A {First}
        b A {Second}
        * A 192.0.2.1
        x.ent A 192.0.2.2
        """;

    [Theory]
    [InlineData(AuthorityFault.KeepsSilent)]
    [InlineData(AuthorityFault.Refuses)]
    [InlineData(AuthorityFault.ServFails)]
    [InlineData(AuthorityFault.AnswersWithoutAuthority)]
    [InlineData(AuthorityFault.RefersUpwards)]
    [InlineData(AuthorityFault.RejectsEdns)]
    [InlineData(AuthorityFault.TruncatesAll)]
    [InlineData(AuthorityFault.SendsGarbage)]
    [InlineData(AuthorityFault.DeniesEmptyNonTerminals)]
    public async Task One_server_at_fault_does_no_harm(AuthorityFault fault)
    {
        FakeInternet internet = NewInternet(fault, AuthorityFault.None);
        using IterativeUpstream upstream = internet.NewUpstream();
        for (int i = 0; i < 20; i++)
            Assert.Contains((await internet.ResponseAsync($"w{i}.ent2.example.test", RRType.A, upstream)).Answers, record => record.Type == RRType.A);
    }

    [Theory]
    [InlineData(AuthorityFault.Refuses)]
    [InlineData(AuthorityFault.AnswersWithoutAuthority)]
    [InlineData(AuthorityFault.RefersUpwards)]
    public async Task A_lame_server_is_left_alone_for_a_while(AuthorityFault fault)
    {
        FakeInternet internet = NewInternet(fault, AuthorityFault.None);
        using IterativeUpstream upstream = internet.NewUpstream();
        for (int i = 0; i < 20; i++)
            await internet.ResponseAsync($"w{i}.example.test", RRType.A, upstream);
        Assert.InRange(internet.AskedAt(First).Length, 0, 1);

        internet.Clock.Advance(TimeSpan.FromMinutes(2));
        for (int i = 20; i < 60; i++)
            await internet.ResponseAsync($"w{i}.example.test", RRType.A, upstream);
        Assert.InRange(internet.AskedAt(First).Length, 0, 3);
    }

    [Theory]
    [InlineData(AuthorityFault.KeepsSilent, LookupFailureKind.Timeout)]
    [InlineData(AuthorityFault.Refuses, LookupFailureKind.Refused)]
    [InlineData(AuthorityFault.ServFails, LookupFailureKind.ServFail)]
    [InlineData(AuthorityFault.AnswersWithoutAuthority, LookupFailureKind.ErrorResponse)]
    [InlineData(AuthorityFault.RefersUpwards, LookupFailureKind.ErrorResponse)]
    public async Task A_delegation_without_a_working_server_is_a_failure_and_nothing_else(AuthorityFault fault, LookupFailureKind expected)
    {
        FakeInternet internet = NewInternet(fault, fault);
        Assert.Equal(expected, (await internet.FailureAsync("www.example.test", RRType.A)).Kind);
        Assert.Equal(expected.ToString(), (await NewInternet(fault, fault).LookUpAsync("www.example.test", RRType.A)).Outcome());
        Assert.Equal(expected.ToString(), (await NewInternet(fault, fault, signing: null).LookUpAsync("www.example.test", RRType.A)).Outcome());
    }

    [Fact]
    public async Task A_failure_is_not_asked_for_again_at_once_but_soon_RFC_9520_3_2()
    {
        FakeInternet internet = NewInternet(AuthorityFault.ServFails, AuthorityFault.ServFails);
        using IterativeUpstream upstream = internet.NewUpstream();
        await internet.FailureAsync("www.example.test", RRType.A, upstream);
        int asked = internet.Asked.Count;
        await internet.FailureAsync("www.example.test", RRType.A, upstream);
        Assert.Equal(asked, internet.Asked.Count);
        internet.Clock.Advance(TimeSpan.FromSeconds(10));
        await internet.FailureAsync("www.example.test", RRType.A, upstream);
        Assert.NotEqual(asked, internet.Asked.Count);
    }

    [Fact]
    public async Task A_silent_server_is_asked_a_few_times_with_growing_waits_and_no_more()
    {
        FakeInternet internet = NewInternet(AuthorityFault.KeepsSilent, AuthorityFault.KeepsSilent);
        DateTimeOffset start = internet.Clock.GetUtcNow();
        await internet.FailureAsync("www.example.test", RRType.A);
        Assert.Equal(IterationLimits.MaxTriesPerServer, internet.AskedAt(First).Length);
        Assert.Equal(IterationLimits.MaxTriesPerServer, internet.AskedAt(Second).Length);
        Assert.InRange(internet.Clock.GetUtcNow() - start, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task A_lost_datagram_costs_one_wait()
    {
        FakeInternet internet = NewInternet(AuthorityFault.None, AuthorityFault.None);
        internet.Losses["127.53.0.2"] = 1;
        DateTimeOffset start = internet.Clock.GetUtcNow();
        await internet.ResponseAsync("www.example.test", RRType.A);
        Assert.InRange(internet.Clock.GetUtcNow() - start, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task The_faster_server_is_asked_mostly_and_the_slower_sometimes()
    {
        FakeInternet internet = NewInternet(AuthorityFault.None, AuthorityFault.None);
        internet.Latency[First] = TimeSpan.FromMilliseconds(140);
        internet.Latency[Second] = TimeSpan.FromMilliseconds(40);
        using IterativeUpstream upstream = internet.NewUpstream();
        for (int i = 0; i < 400; i++)
            await internet.ResponseAsync($"w{i}.example.test", RRType.A, upstream);
        Assert.InRange(internet.AskedAt(First).Length, 2, 40);
    }

    // RFC 6891 §7
    [Fact]
    public async Task A_server_without_EDNS_is_asked_without_and_later_at_once_so()
    {
        FakeInternet internet = NewInternet(AuthorityFault.RejectsEdns, AuthorityFault.RejectsEdns, signing: null);
        using IterativeUpstream upstream = internet.NewUpstream();
        await internet.ResponseAsync("www.example.test", RRType.A, upstream);
        AskedQuestion[] asked = [.. internet.Asked.Where(asked => asked.Server.ToString() is First or Second)];
        Assert.Equal([true, false], asked.Select(asked => asked.Edns is not null));

        await internet.ResponseAsync("mail.example.test", RRType.A, upstream);
        await internet.ResponseAsync("mail2.example.test", RRType.A, upstream);
        Assert.InRange(internet.Asked.Count(asked => asked.Server.ToString() is First or Second && asked.Edns is not null), 1, 2);
    }

    [Theory]
    [InlineData(AuthorityFault.RejectsEdns)]
    [InlineData(AuthorityFault.IgnoresEdns)]
    public async Task A_signed_zone_on_servers_without_EDNS_is_bogus_never_insecure(AuthorityFault fault)
    {
        Assert.Equal("Bogus", (await NewInternet(fault, fault).LookUpAsync("www.example.test", RRType.A)).Outcome());
        Assert.Equal("Found Insecure", (await NewInternet(fault, fault, signing: null).LookUpAsync("www.example.test", RRType.A)).Outcome());
    }

    // DNS Flag Day 2019: silence is no reason to leave EDNS out.
    [Fact]
    public async Task Silence_does_not_make_a_server_one_without_EDNS()
    {
        FakeInternet internet = NewInternet(AuthorityFault.None, AuthorityFault.None);
        internet.Losses[First] = internet.Losses[Second] = 2;
        await internet.ResponseAsync("www.example.test", RRType.A);
        Assert.All(internet.Asked, asked => Assert.NotNull(asked.Edns));
    }

    [Fact]
    public async Task Truncation_leads_to_TCP_at_the_same_server_and_closed_TCP_to_the_next()
    {
        FakeInternet internet = NewInternet(AuthorityFault.TruncatesAll, AuthorityFault.None);
        internet.TcpClosed.Add(First);
        using IterativeUpstream upstream = internet.NewUpstream();
        for (int i = 0; i < 10; i++)
            await internet.ResponseAsync($"w{i}.example.test", RRType.A, upstream);
        internet.TcpClosed.Clear();

        FakeInternet open = NewInternet(AuthorityFault.TruncatesAll, AuthorityFault.TruncatesAll);
        Assert.Equal("Found Secure", (await open.LookUpAsync("www.example.test", RRType.A)).Outcome());
        Assert.Contains(open.Asked, asked => asked.Transport == DnsTransport.Tcp);
    }

    [Fact]
    public async Task Every_query_has_RD_clear_DO_set_and_a_small_size()
    {
        var flags = new List<MessageFlags>();
        FakeInternet internet = NewInternet(AuthorityFault.None, AuthorityFault.None, attack: (_, reply) =>
        {
            flags.Add(reply.Flags);
            return reply;
        });
        await internet.ResponseAsync("www.example.test", RRType.A);
        Assert.All(flags, reply => Assert.False(reply.HasFlag(MessageFlags.RecursionDesired)));
        Assert.All(internet.Asked, asked => Assert.Equal((DnssecOk.Set, 1232), (asked.Edns!.DnssecOk, (int)asked.Edns.UdpPayloadSize)));
    }

    [Fact]
    public async Task A_family_without_route_is_tried_once_and_then_left_alone()
    {
        FakeInternet internet = DualStack();
        internet.Unroutable.Add(AddressFamily.InterNetworkV6);
        using IterativeUpstream upstream = internet.NewUpstream();
        for (int i = 0; i < 50; i++)
            await internet.ResponseAsync($"w{i}.example.test", RRType.A, upstream);
        Assert.InRange(internet.Attempts.Count(address => address.AddressFamily == AddressFamily.InterNetworkV6), 0, 1);
    }

    [Fact]
    public async Task An_IPv6_only_host_reaches_IPv6_servers()
    {
        FakeInternet internet = DualStack();
        internet.Unroutable.Add(AddressFamily.InterNetwork);
        using IterativeUpstream upstream = internet.NewUpstream();
        for (int i = 0; i < 20; i++)
            await internet.ResponseAsync($"w{i}.example.test", RRType.A, upstream);
        Assert.InRange(internet.Attempts.Count(address => address.AddressFamily == AddressFamily.InterNetwork), 0, 3);
    }

    [Fact]
    public async Task A_family_that_is_swallowed_costs_a_few_waits_and_then_nothing()
    {
        FakeInternet internet = DualStack(AuthorityFault.KeepsSilent);
        using IterativeUpstream upstream = internet.NewUpstream();
        for (int i = 0; i < 50; i++)
            await internet.ResponseAsync($"w{i}.example.test", RRType.A, upstream);
        Assert.InRange(internet.Attempts.Count(address => address.AddressFamily == AddressFamily.InterNetworkV6), 0, 4);
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork)]
    [InlineData(AddressFamily.InterNetworkV6)]
    public async Task Only_the_family_wanted_is_used(AddressFamily family)
    {
        FakeInternet internet = DualStack();
        using IterativeUpstream upstream = internet.NewUpstream(internet.Options() with { OnlyFamily = family });
        await internet.ResponseAsync("www.example.test", RRType.A, upstream);
        Assert.All(internet.Attempts, address => Assert.Equal(family, address.AddressFamily));
    }

    private static FakeInternet DualStack(AuthorityFault ipv6 = AuthorityFault.None) => new(
        [
            Zone.At("test"),
            Zone.At("example.test", "* A 192.0.2.1"),
        ],
        [
            AuthorityServer.At("127.53.0.1", "."), AuthorityServer.At("127.53.0.2", "test"), AuthorityServer.At("127.53.0.3", "example.test"),
            AuthorityServer.At("fd53::1", ".") with { Fault = ipv6 }, AuthorityServer.At("fd53::2", "test") with { Fault = ipv6 }, AuthorityServer.At("fd53::3", "example.test") with { Fault = ipv6 },
        ]);

    private static FakeInternet NewInternet(AuthorityFault first, AuthorityFault second, Func<IPAddress, Message, Message>? attack = null) =>
        NewInternet(first, second, ZoneSigning.Default, attack);

    private static FakeInternet NewInternet(AuthorityFault first, AuthorityFault second, ZoneSigning? signing, Func<IPAddress, Message, Message>? attack = null) => new(
        [Zone.At("test", Delegation), Zone.At("example.test", Records) with { Signing = signing }],
        [
            AuthorityServer.At("127.53.0.1", "."),
            AuthorityServer.At("127.53.0.2", "test"),
            AuthorityServer.At(First, "example.test") with { Fault = first },
            AuthorityServer.At(Second, "example.test") with { Fault = second },
        ])
    {
        Attack = attack ?? ((_, reply) => reply),
    };
}
