using System.Net;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Resolver.Iteration;
using Tes.Testnet.Dns;
using Xunit;

namespace Tes.Resolver.Tests.Iteration;

/// <summary>What referrals and their glue may do, and zone cuts of every shape.</summary>
public sealed class ReferralTests
{
    private const string Root = "127.53.0.1";
    private const string Test = "127.53.0.2";
    private const string Child = "127.53.0.3";
    private const string Attacker = "127.66.0.1";

    private static readonly Zone ExampleZone = Zone.At("example.test", "www A 192.0.2.1\n*.wild A 192.0.2.2") with { Signing = null };

    [Fact]
    public async Task Each_server_learns_only_the_labels_it_needs_RFC_9156_2()
    {
        FakeInternet internet = Simple();
        await internet.ResponseAsync("www.example.test", RRType.MX);
        Assert.Equal([". NS", "test. A"], internet.AskedAt(Root));
        Assert.Equal(["example.test. A"], internet.AskedAt(Test));
        Assert.Equal(["www.example.test. MX"], internet.AskedAt(Child));
    }

    [Fact]
    public async Task Labels_with_an_underscore_are_asked_with_what_is_above_RFC_9156_2_3()
    {
        FakeInternet internet = Simple();
        await internet.ResponseAsync("_25._tcp.www.example.test", RRType.Tlsa);
        Assert.Equal(["www.example.test. A", "_25._tcp.www.example.test. TLSA"], internet.AskedAt(Child));
    }

    [Fact]
    public async Task Long_names_take_a_bounded_number_of_questions_RFC_9156_2_3()
    {
        FakeInternet internet = Simple();
        await internet.ResponseAsync(string.Join('.', Enumerable.Range(0, 60).Select(i => $"l{i}")) + ".wild.example.test", RRType.A);
        Assert.InRange(internet.AskedAt(Child).Length, 2, IterationLimits.MaxMinimiseCount + 1);
    }

    [Fact]
    public async Task What_servers_have_seen_is_not_asked_step_by_step_again()
    {
        FakeInternet internet = Simple();
        using IterativeUpstream upstream = internet.NewUpstream();
        await internet.ResponseAsync("www.example.test", RRType.A, upstream);
        await internet.ResponseAsync("_25._tcp.www.example.test", RRType.Tlsa, upstream);
        Assert.Equal(["www.example.test. A", "_25._tcp.www.example.test. TLSA"], internet.AskedAt(Child));
        Assert.Single(internet.AskedAt(Test));
    }

    [Fact]
    public async Task A_delegation_is_kept_for_its_TTL_and_no_longer()
    {
        FakeInternet internet = Simple();
        using IterativeUpstream upstream = internet.NewUpstream();
        await internet.ResponseAsync("www.example.test", RRType.A, upstream);
        internet.Clock.Advance(TimeSpan.FromSeconds(Zone.Ttl - 10));
        await internet.ResponseAsync("www.example.test", RRType.MX, upstream);
        Assert.Single(internet.AskedAt(Test));
        internet.Clock.Advance(TimeSpan.FromSeconds(20));
        await internet.ResponseAsync("www.example.test", RRType.Txt, upstream);
        Assert.Equal(2, internet.AskedAt(Test).Length);
    }

    [Theory]
    // Upwards, sideways, to itself, beside the name; RFC 1034 §5.3.3 step 4b: only a delegation that is closer.
    [InlineData(".")]
    [InlineData("org.")]
    [InlineData("test.")]
    [InlineData("other.test.")]
    [InlineData("deeper.www.example.test.")]
    public async Task A_referral_that_leads_nowhere_closer_is_a_lame_server_s(string owner)
    {
        FakeInternet internet = Simple((server, reply) => server.ToString() == Test ? Referral(reply, owner, "ns.attacker.test.", Attacker) : reply);
        Assert.Equal(LookupFailureKind.ErrorResponse, (await internet.FailureAsync("www.example.test", RRType.A)).Kind);
        Assert.DoesNotContain(IPAddress.Parse(Attacker), internet.Attempts);
    }

    // RFC 5452 §6, RFC 2181 §5.4.1
    [Fact]
    public async Task Glue_from_outside_of_the_delegating_zone_is_not_taken()
    {
        FakeInternet internet = Simple((server, reply) => server.ToString() == Test ? Referral(reply, "example.test.", "ns.elsewhere.", Attacker) : reply);
        await internet.FailureAsync("www.example.test", RRType.A);
        Assert.DoesNotContain(IPAddress.Parse(Attacker), internet.Attempts);
        // It was looked up at its own zone instead.
        Assert.Contains("elsewhere. A", internet.AskedAt(Root));
    }

    [Fact]
    public async Task Addresses_of_hosts_that_are_no_name_servers_are_not_taken()
    {
        FakeInternet internet = Simple((server, reply) => server.ToString() == Test
            ? reply with { Additionals = [.. reply.Additionals, Address("www.example.test.", Attacker), Address("ns.test.", Attacker)] }
            : reply);
        using IterativeUpstream upstream = internet.NewUpstream();
        await internet.ResponseAsync("www.example.test", RRType.A, upstream);
        await internet.ResponseAsync("other.test", RRType.A, upstream);
        Assert.DoesNotContain(IPAddress.Parse(Attacker), internet.Attempts);
    }

    // Glue serves to reach the zone it came for, and is no address of the host for anybody else.
    [Fact]
    public async Task Glue_of_one_zone_does_not_answer_for_a_host_that_another_zone_names()
    {
        const string records = $"""
            bad NS ns.good
            bad NS ns.bad
            ns.bad A {Attacker}
            """;
        FakeInternet internet = new(
            [Zone.At("test", records), Zone.At("good.test", "www A 192.0.2.1"), Zone.At("bad.test")],
            [AuthorityServer.At(Root, "."), AuthorityServer.At(Test, "test"), AuthorityServer.At(Child, "good.test"), AuthorityServer.At(Attacker, "bad.test")])
        {
            Attack = (server, reply) => server.ToString() == Test && reply.Questions[0].Name.IsAtOrBelow(DomainName.Parse("bad.test"))
                ? reply with { Additionals = [Address("ns.good.test.", Attacker), Address("ns.bad.test.", Attacker)] }
                : reply,
        };
        using IterativeUpstream upstream = internet.NewUpstream();
        await internet.AskAsync("www.bad.test", RRType.A, upstream);
        int before = internet.AskedAt(Attacker).Length;
        Assert.Contains((await internet.ResponseAsync("www.good.test", RRType.A, upstream)).Answers, record => record.Type == RRType.A);
        Assert.Equal(before, internet.AskedAt(Attacker).Length);
    }

    [Fact]
    public async Task Servers_are_never_asked_at_our_own_host_unless_the_root_is_there()
    {
        Assert.True(RootHints.TryRead(". NS a.\na. A 192.0.2.53", out RootHints? hints, out _));
        FakeInternet internet = new([Zone.At("test", "example NS ns.example\nns.example A 127.0.0.1"), ExampleZone], [AuthorityServer.At("192.0.2.53", ".", "test")]);
        using IterativeUpstream upstream = internet.NewUpstream(new IterationOptions { RootHints = hints });
        Assert.Equal(LookupFailureKind.Unreachable, (await internet.FailureAsync("www.example.test", RRType.A, upstream)).Kind);
        Assert.DoesNotContain(IPAddress.Loopback, internet.Attempts);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("169.254.1.1")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("ff02::1")]
    [InlineData("fe80::1")]
    [InlineData("::ffff:127.0.0.1")]
    public void Addresses_that_no_server_can_have_are_known(string address) => Assert.True(IPAddress.Parse(address).IsNobodys());

    [Fact]
    public async Task Parent_and_child_on_one_server_need_no_referral()
    {
        FakeInternet internet = new(Internet.Zones, [new AuthorityServer(IPAddress.Parse(Root), [DomainName.Root, .. Internet.Zones.Select(zone => zone.Apex)])]);
        foreach ((string name, RRType type) in new[] { ("www.sub.signed.test", RRType.A), ("sub.signed.test", RRType.DS), ("unsigned.test", RRType.DS), ("nothing.optout.test", RRType.A), ("secure.aliases.test", RRType.A) })
            Assert.Equal((await Internet.LookUp(name, type)).Outcome(), (await internet.LookUpAsync(name, type)).Outcome());
    }

    // RFC 4035 §3.1.4.1
    [Fact]
    public async Task DS_is_asked_of_the_parent_also_when_the_child_is_known()
    {
        FakeInternet internet = FakeInternet.OneServerEach(Zone.At("test"), Zone.At("example.test", "www A 192.0.2.1"));
        using IterativeUpstream upstream = internet.NewUpstream();
        await internet.ResponseAsync("www.example.test", RRType.A, upstream);
        Assert.Contains((await internet.ResponseAsync("example.test", RRType.DS, upstream)).Answers, record => record.Type == RRType.DS);
        Assert.DoesNotContain("example.test. DS", internet.AskedAt(Child));
    }

    [Fact]
    public async Task DS_answered_from_the_child_s_side_is_not_taken()
    {
        FakeInternet internet = new(
            [Zone.At("test"), Zone.At("example.test", "www A 192.0.2.1")],
            [AuthorityServer.At(Root, "."), AuthorityServer.At(Test, "test", "example.test") with { Fault = AuthorityFault.AnswersDsFromChild }]);
        Assert.Equal(LookupFailureKind.ErrorResponse, (await internet.FailureAsync("example.test", RRType.DS)).Kind);
        Assert.Equal("ErrorResponse", (await internet.LookUpAsync("www.example.test", RRType.A)).Outcome());
    }

    [Fact]
    public async Task One_server_that_answers_DS_from_the_wrong_side_stands_back_for_another()
    {
        FakeInternet internet = new(
            [Zone.At("test"), Zone.At("example.test", "www A 192.0.2.1")],
            [AuthorityServer.At(Root, "."), AuthorityServer.At(Test, "test", "example.test") with { Fault = AuthorityFault.AnswersDsFromChild }, AuthorityServer.At("127.53.0.4", "test", "example.test")]);
        Assert.Equal("Found Secure", (await internet.LookUpAsync("www.example.test", RRType.A)).Outcome());
    }

    [Theory]
    [InlineData(AuthorityFault.DeniesEmptyNonTerminals)]
    [InlineData(AuthorityFault.None)]
    public async Task Names_below_an_empty_non_terminal_are_found_whatever_servers_say_of_it(AuthorityFault fault)
    {
        Zone zone = Zone.At("example.test", "a.b.c.d A 192.0.2.1") with { Signing = null };
        FakeInternet internet = new(
            [Zone.At("test"), zone], [AuthorityServer.At(Root, "."), AuthorityServer.At(Test, "test"), AuthorityServer.At(Child, "example.test") with { Fault = fault }]);
        Assert.Equal("Found Insecure", (await internet.LookUpAsync("a.b.c.d.example.test", RRType.A)).Outcome());
    }

    [Fact]
    public async Task Zones_several_labels_below_their_parent_are_found()
    {
        FakeInternet internet = FakeInternet.OneServerEach(Zone.At("test"), Zone.At("a.b.c.test", "www A 192.0.2.1"), Zone.At("d.e.a.b.c.test", "www A 192.0.2.2"));
        Assert.Equal("Found Secure", (await internet.LookUpAsync("www.a.b.c.test", RRType.A)).Outcome());
        Assert.Equal("Found Secure", (await internet.LookUpAsync("www.d.e.a.b.c.test", RRType.A)).Outcome());
    }

    [Fact]
    public async Task Servers_that_refuse_the_names_between_are_asked_for_the_whole()
    {
        FakeInternet internet = Simple((server, reply) => server.ToString() == Child && reply.Questions[0] == new Question(DomainName.Parse("wild.example.test"), RRType.A)
            ? reply with { ResponseCode = ResponseCode.Refused, Answers = [], Authorities = [] }
            : reply);
        Assert.NotEmpty((await internet.ResponseAsync("x.wild.example.test", RRType.A)).Answers);
    }

    // An alias at a name between, as some zones have one at a cut.
    [Fact]
    public async Task An_alias_at_a_name_between_does_not_lead_astray()
    {
        FakeInternet internet = Simple((server, reply) => server.ToString() == Child && reply.Questions[0].Name == DomainName.Parse("wild.example.test")
            ? reply with { ResponseCode = ResponseCode.NoError, Authorities = [], Answers = [new ResourceRecord(reply.Questions[0].Name, RRType.Cname, RRClass.IN, 60, DomainName.Parse("www.attacker.test").WireMemory)] }
            : reply);
        Message response = await internet.ResponseAsync("x.wild.example.test", RRType.A);
        Assert.Equal("x.wild.example.test.", Assert.Single(response.Answers).Owner.ToString());
    }

    // What a server adds of other zones, or of the target of an alias, is left behind: RFC 5452 §6.
    [Fact]
    public async Task A_response_holds_only_what_its_zone_says_of_the_name()
    {
        FakeInternet internet = FakeInternet.OneServerEach(Zone.At("test"), Zone.At("example.test", "alias CNAME www\nwww A 192.0.2.1") with { Signing = null });
        FakeInternet attacked = new([Zone.At("test"), Zone.At("example.test", "alias CNAME www\nwww A 192.0.2.1") with { Signing = null }], TestnetAuthorities.OneForEach([Zone.At("test"), Zone.At("example.test")]))
        {
            Attack = (server, reply) => server.ToString() == Child ? reply with { Answers = [.. reply.Answers, Address("www.bank.", Attacker)], Authorities = [.. reply.Authorities, Address("www.bank.", Attacker)] } : reply,
        };
        foreach (FakeInternet each in new[] { internet, attacked })
        {
            Message response = await each.ResponseAsync("alias.example.test", RRType.A);
            Assert.Equal(RRType.Cname, Assert.Single(response.Answers).Type);
            Assert.Empty(response.Authorities);
            Assert.Equal("Found Insecure", (await each.LookUpAsync("alias.example.test", RRType.A)).Outcome());
        }
    }

    [Fact]
    public async Task A_denial_in_the_name_of_another_zone_is_a_lame_server_s()
    {
        FakeInternet internet = Simple((server, reply) => server.ToString() == Child
            ? reply with { ResponseCode = ResponseCode.NXDomain, Answers = [], Authorities = [reply.Authorities.Concat(reply.Answers).First() with { Owner = DomainName.Parse("test"), Type = RRType.Soa, Rdata = SoaRdataOf("test") }] }
            : reply);
        Assert.Equal(LookupFailureKind.ErrorResponse, (await internet.FailureAsync("www.example.test", RRType.A)).Kind);
    }

    [Fact]
    public async Task A_delegation_that_moved_is_learned_from_the_parent_when_its_servers_fail()
    {
        bool moved = false;
        FakeInternet internet = new(
            [Zone.At("test"), ExampleZone],
            [AuthorityServer.At(Root, "."), AuthorityServer.At(Test, "test"), AuthorityServer.At(Child, "example.test"), AuthorityServer.At("127.53.0.4", "example.test")])
        {
            Attack = (server, reply) => server.ToString() switch
            {
                Test => reply with { Additionals = [Address("ns.example.test.", moved ? "127.53.0.4" : Child)] },
                Child when moved => reply with { ResponseCode = ResponseCode.Refused, Answers = [], Authorities = [] },
                _ => reply,
            },
        };
        using IterativeUpstream upstream = internet.NewUpstream();
        await internet.ResponseAsync("www.example.test", RRType.A, upstream);
        moved = true;
        internet.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.NotEmpty((await internet.ResponseAsync("x.wild.example.test", RRType.A, upstream)).Answers);
    }

    // RFC 1034 §4.2.2: they should be the same; where not, those of the parent lead to the zone.
    [Fact]
    public async Task Other_name_servers_at_the_child_than_at_the_parent_do_not_matter()
    {
        FakeInternet internet = new(
            [Zone.At("test", $"example NS a.example\na.example A {Child}"), Zone.At("example.test", $"@ NS gone\ngone A {Attacker}\nwww A 192.0.2.1")],
            [AuthorityServer.At(Root, "."), AuthorityServer.At(Test, "test"), AuthorityServer.At(Child, "example.test")]);
        Assert.Equal("Found Secure", (await internet.LookUpAsync("www.example.test", RRType.A)).Outcome());
        Assert.DoesNotContain(IPAddress.Parse(Attacker), internet.Attempts);
    }

    private static FakeInternet Simple(Func<IPAddress, Message, Message>? attack = null) => new(
        [Zone.At("test"), ExampleZone],
        [AuthorityServer.At(Root, "."), AuthorityServer.At(Test, "test"), AuthorityServer.At(Child, "example.test")])
    {
        Attack = attack ?? ((_, reply) => reply),
    };

    private static Message Referral(Message reply, string owner, string host, string address) => reply with
    {
        Flags = reply.Flags & ~MessageFlags.AuthoritativeAnswer,
        ResponseCode = ResponseCode.NoError,
        Answers = [],
        Authorities = [new ResourceRecord(DomainName.Parse(owner), RRType.NS, RRClass.IN, 300, DomainName.Parse(host).WireMemory)],
        Additionals = [Address(host, address)],
    };

    private static ResourceRecord Address(string owner, string address) => new(DomainName.Parse(owner), RRType.A, RRClass.IN, 300, IPAddress.Parse(address).GetAddressBytes());

    private static byte[] SoaRdataOf(string zone) => [.. DomainName.Parse($"ns.{zone}").Wire, .. DomainName.Parse($"h.{zone}").Wire, .. new byte[20]];
}
