using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;
using Tes.Testnet.Dns;
using Xunit;
using static Tes.Resolver.Tests.Internet;

namespace Tes.Resolver.Tests.Validation;

public sealed class ValidatingResolverTests
{
    [Theory]
    // Positive answers.
    [InlineData("www.signed.test", RRType.A, "Found Secure")]
    [InlineData("WWW.Signed.TEST", RRType.A, "Found Secure")]
    [InlineData("www.sub.signed.test", RRType.A, "Found Secure")]
    [InlineData("_25._tcp.mx.nsec3.test", RRType.Tlsa, "Found Secure")]
    [InlineData("www.signed.optout.test", RRType.A, "Found Secure")]
    [InlineData("www.iterations.test", RRType.A, "Found Secure")]
    [InlineData("www.unsigned.test", RRType.A, "Found Insecure")]
    [InlineData("www.deep.unsigned.test", RRType.A, "Found Insecure")]
    [InlineData("www.island.unsigned.test", RRType.A, "Found Insecure")]
    [InlineData("www.unsigned.optout.test", RRType.A, "Found Insecure")]
    [InlineData("www.no-ds.test", RRType.A, "Found Insecure")]
    [InlineData("www.algorithm.test", RRType.A, "Found Insecure")]
    [InlineData("www.digest.test", RRType.A, "Found Insecure")]
    [InlineData("www.wrong-ds.test", RRType.A, "Bogus")]
    // Keys and delegations themselves.
    [InlineData(".", RRType.Dnskey, "Found Secure")]
    [InlineData("signed.test", RRType.Dnskey, "Found Secure")]
    [InlineData("signed.test", RRType.DS, "Found Secure")]
    [InlineData("wrong-ds.test", RRType.DS, "Found Secure")]
    [InlineData("unsigned.test", RRType.DS, "NoData Secure")]
    [InlineData("unsigned.optout.test", RRType.DS, "NoData Insecure")]
    [InlineData(".", RRType.DS, "NoData Secure")]
    [InlineData("wrong-ds.test", RRType.Dnskey, "Bogus")]
    [InlineData("signed.test", RRType.Soa, "Found Secure")]
    [InlineData("signed.test", RRType.NS, "Found Secure")]
    // Denials.
    [InlineData("www.signed.test", RRType.MX, "NoData Secure")]
    [InlineData("nothing.signed.test", RRType.MX, "NXDomain Secure")]
    [InlineData("x.y.nothing.signed.test", RRType.MX, "NXDomain Secure")]
    [InlineData("below.www.signed.test", RRType.MX, "NXDomain Secure")]
    [InlineData("ent.signed.test", RRType.A, "NoData Secure")]
    [InlineData("signed.test", RRType.A, "NoData Secure")]
    [InlineData("www.nsec3.test", RRType.MX, "NoData Secure")]
    [InlineData("nothing.nsec3.test", RRType.MX, "NXDomain Secure")]
    [InlineData("x.y.nothing.nsec3.test", RRType.MX, "NXDomain Secure")]
    [InlineData("ent.nsec3.test", RRType.A, "NoData Secure")]
    [InlineData("www.optout.test", RRType.MX, "NoData Secure")]
    [InlineData("nothing.optout.test", RRType.MX, "NXDomain Insecure")]
    [InlineData("nothing.iterations.test", RRType.MX, "NXDomain Insecure")]
    [InlineData("www.iterations.test", RRType.MX, "NoData Insecure")]
    [InlineData("nothing.unsigned.test", RRType.MX, "NXDomain Insecure")]
    [InlineData("www.unsigned.test", RRType.MX, "NoData Insecure")]
    [InlineData("nothing.wrong-ds.test", RRType.MX, "Bogus")]
    [InlineData("com", RRType.NS, "NXDomain Secure")]
    // Wildcards.
    [InlineData("a.wild.signed.test", RRType.Txt, "Found Secure")]
    [InlineData("a.b.c.wild.signed.test", RRType.Txt, "Found Secure")]
    [InlineData("*.wild.signed.test", RRType.Txt, "Found Secure")]
    [InlineData("a.wild.signed.test", RRType.MX, "NoData Secure")]
    [InlineData("deeper.wild.signed.test", RRType.Txt, "NoData Secure")]
    [InlineData("x.deeper.wild.signed.test", RRType.Txt, "NXDomain Secure")]
    [InlineData("a.wild.nsec3.test", RRType.Txt, "Found Secure")]
    [InlineData("a.b.wild.nsec3.test", RRType.Txt, "Found Secure")]
    [InlineData("a.wild.nsec3.test", RRType.MX, "NoData Secure")]
    [InlineData("a.wild.optout.test", RRType.Txt, "Found Insecure")]
    [InlineData("a.wild.optout.test", RRType.MX, "NoData Insecure")]
    [InlineData("a.wild.iterations.test", RRType.Txt, "Found Insecure")]
    // Aliases: the weakest link counts.
    [InlineData("secure.aliases.test", RRType.A, "Found Secure")]
    [InlineData("secure.aliases.test", RRType.Cname, "Found Secure")]
    [InlineData("insecure.aliases.test", RRType.A, "Found Insecure")]
    [InlineData("bogus.aliases.test", RRType.A, "Bogus")]
    [InlineData("failed.aliases.test", RRType.A, "ServFail")]
    [InlineData("nowhere.aliases.test", RRType.A, "NXDomain Secure")]
    [InlineData("nodata.aliases.test", RRType.MX, "NoData Secure")]
    [InlineData("x.any.aliases.test", RRType.A, "Found Secure")]
    [InlineData("x.any.aliases.test", RRType.MX, "NoData Secure")]
    [InlineData("x.none.aliases.test", RRType.MX, "NXDomain Secure")]
    [InlineData("www.moved.aliases.test", RRType.A, "Found Secure")]
    [InlineData("www.moved.aliases.test", RRType.Cname, "Found Secure")]
    [InlineData("nothing.moved.aliases.test", RRType.A, "NXDomain Secure")]
    [InlineData("alias.moved.aliases.test", RRType.A, "Found Secure")]
    [InlineData("moved.aliases.test", RRType.A, "NoData Secure")]
    [InlineData("moved.aliases.test", RRType.Dname, "Found Secure")]
    [InlineData("www.gone.aliases.test", RRType.A, "Found Insecure")]
    [InlineData("secure.unsigned-aliases.test", RRType.A, "Found Insecure")]
    [InlineData("www.moved.unsigned-aliases.test", RRType.A, "Found Insecure")]
    public async Task Every_kind_of_answer_has_its_status(string name, RRType type, string expected)
    {
        Answer answer = await LookUp(name, type);
        Assert.True(expected == answer.Outcome(), $"{name} {type} is {expected}, not {answer.Outcome()}: {answer.Match(_ => "", _ => "", bogus => bogus.Error.Text, failed => failed.Failure.Text)}");
    }

    [Theory]
    [InlineData("www.algorithm.test", ExtendedDnsErrorCode.UnsupportedDnskeyAlgorithm)]
    [InlineData("www.digest.test", ExtendedDnsErrorCode.UnsupportedDsDigestType)]
    [InlineData("www.wrong-ds.test", ExtendedDnsErrorCode.DnskeyMissing)]
    [InlineData("nothing.iterations.test", ExtendedDnsErrorCode.UnsupportedNsec3IterationsValue)]
    [InlineData("www.signed.test", null)]
    [InlineData("www.unsigned.test", null)]
    public async Task The_reason_has_its_code_of_RFC_8914(string name, ExtendedDnsErrorCode? code) => Assert.Equal(code, (await LookUp(name, RRType.A)).Code());

    [Theory]
    [InlineData(DnsFaultKind.BogusSignature, ExtendedDnsErrorCode.DnssecBogus)]
    [InlineData(DnsFaultKind.ExpiredSignature, ExtendedDnsErrorCode.SignatureExpired)]
    [InlineData(DnsFaultKind.FutureSignature, ExtendedDnsErrorCode.SignatureNotYetValid)]
    [InlineData(DnsFaultKind.MissingSignature, ExtendedDnsErrorCode.RrsigsMissing)]
    public async Task Faults_of_signatures_are_bogus_and_named(DnsFaultKind kind, ExtendedDnsErrorCode code)
    {
        // Of the answer, of the keys, of the denial, of the DS in the parent.
        foreach ((RRType signed, string name, RRType type) in new[]
        {
            (RRType.A, "www.faulty.test", RRType.A), (RRType.Dnskey, "www.faulty.test", RRType.A), (RRType.Nsec, "www.faulty.test", RRType.MX),
            (RRType.Nsec, "nothing.faulty.test", RRType.MX), (RRType.Cname, "alias.faulty.test", RRType.A), (RRType.Txt, "a.wild.faulty.test", RRType.Txt),
            (RRType.Nsec, "a.wild.faulty.test", RRType.Txt), (RRType.DS, "www.child.faulty.test", RRType.A), (RRType.Nsec, "www.plain.faulty.test", RRType.A),
        })
        {
            Zone faulty = Zone.At("faulty.test", Host) with { Faults = [new DnsFault(kind) { Type = signed }] };
            Answer answer = await LookUp(name, type, more: [faulty, Zone.At("child.faulty.test", Host), Zone.At("plain.faulty.test", Host) with { Signing = null }]);
            Assert.Equal((name, signed, "Bogus", code), (name, signed, answer.Outcome(), answer.Code()));
        }
    }

    [Theory]
    [InlineData(DnsFaultKind.MissingDenial, "nothing.faulty.test", RRType.A, ExtendedDnsErrorCode.NsecMissing)]
    [InlineData(DnsFaultKind.MissingDenial, "www.faulty.test", RRType.MX, ExtendedDnsErrorCode.NsecMissing)]
    [InlineData(DnsFaultKind.MissingDenial, "a.wild.faulty.test", RRType.Txt, ExtendedDnsErrorCode.NsecMissing)]
    [InlineData(DnsFaultKind.MissingDenial, "www.plain.faulty.test", RRType.A, ExtendedDnsErrorCode.NsecMissing)]
    [InlineData(DnsFaultKind.MissingDnskey, "www.faulty.test", RRType.A, ExtendedDnsErrorCode.DnskeyMissing)]
    [InlineData(DnsFaultKind.LyingNXDomain, "www.faulty.test", RRType.A, ExtendedDnsErrorCode.NsecMissing)]
    [InlineData(DnsFaultKind.LyingNXDomain, "www.plain.faulty.test", RRType.A, ExtendedDnsErrorCode.NsecMissing)]
    [InlineData(DnsFaultKind.Forged, "www.faulty.test", RRType.A, ExtendedDnsErrorCode.RrsigsMissing)]
    public async Task Faults_of_zones_are_bogus_and_named(DnsFaultKind kind, string name, RRType type, ExtendedDnsErrorCode code)
    {
        // A zone whose DNSKEY exists for itself, and lies for all else.
        RRType[] concerned = kind switch
        {
            DnsFaultKind.LyingNXDomain => [RRType.A, RRType.DS],
            DnsFaultKind.Forged => [RRType.A],
            _ => [0],
        };
        Zone faulty = Zone.At("faulty.test", Host) with
        {
            Faults = [.. concerned.Select(concern => new DnsFault(kind) { Type = concern == 0 ? null : concern, Records = "www A 192.0.2.66" })],
        };
        Answer answer = await LookUp(name, type, more: [faulty, Zone.At("plain.faulty.test", Host) with { Signing = null }]);
        Assert.Equal(("Bogus", code), (answer.Outcome(), answer.Code()));
    }

    // Whatever question cannot be asked, the look-up failed: it is neither absent nor insecure nor bogus.
    [Theory]
    [InlineData(DnsFaultKind.ServFail, LookupFailureKind.ServFail)]
    [InlineData(DnsFaultKind.Refused, LookupFailureKind.Refused)]
    [InlineData(DnsFaultKind.FormErr, LookupFailureKind.ErrorResponse)]
    [InlineData(DnsFaultKind.NoReply, LookupFailureKind.Timeout)]
    public async Task What_could_not_be_asked_failed(DnsFaultKind fault, LookupFailureKind kind)
    {
        foreach ((string zone, RRType type, string name) in new[]
        {
            ("signed.test", RRType.A, "www.signed.test"), ("signed.test", RRType.Dnskey, "www.signed.test"), ("test", RRType.DS, "www.signed.test"),
            ("test", RRType.DS, "www.unsigned.test"), ("test", RRType.Dnskey, "www.signed.test"), (".", RRType.Dnskey, "www.unsigned.test"),
            (".", RRType.DS, "nothing.signed.test"), ("optout.test", RRType.DS, "www.unsigned.optout.test"), ("signed.test", RRType.Dnskey, "nothing.signed.test"),
        })
        {
            Zone[] zones = [.. Zones.Append(new Zone { Apex = DomainName.Root })
                .Select(given => given.Apex == DomainName.Parse(zone) ? given with { Faults = [new DnsFault(fault) { Type = type }] } : given)];
            var clock = new Clock();
            var dns = new TestnetDns(zones, clock);
            await using var resolver = new ValidatingResolver(Options(dns), clock, new FakeUpstream(dns));
            Answer answer = await resolver.ResolveAsync(DomainName.Parse(name), RRType.A, TestContext.Current.CancellationToken);
            Assert.Equal((zone, type, kind.ToString(), SecurityStatus.Indeterminate), (zone, type, answer.Outcome(), answer.Security));
        }
    }

    [Theory]
    [InlineData("loop.aliases.test")]
    [InlineData("self.aliases.test")]
    [InlineData("a0.chain.test")]
    [InlineData("a8.chain.test")]
    public async Task Loops_and_long_chains_of_aliases_fail(string name)
    {
        // The test net itself stops after twelve; a resolver that hands out one link at a time must not lead further.
        var clock = new Clock();
        TestnetDns dns = NewDns(clock);
        var upstream = new FakeUpstream(dns)
        {
            Attack = (question, response) => response.ResponseCode == ResponseCode.ServFail ? OneLink(dns, question) : response,
        };
        await using var resolver = new ValidatingResolver(Options(dns), clock, upstream);
        Answer answer = await resolver.ResolveAsync(DomainName.Parse(name), RRType.A, TestContext.Current.CancellationToken);
        Assert.Equal("TooManyAliases", answer.Outcome());
        Assert.InRange(upstream.Asked.Count, 1, 60);
    }

    [Fact]
    public async Task As_many_aliases_as_the_limit_are_followed() => Assert.Equal("Found Secure", (await LookUp("a9.chain.test", RRType.A)).Outcome());

    [Fact]
    public async Task Each_alias_has_its_own_status()
    {
        Answer answer = await LookUp("www.gone.aliases.test", RRType.A);
        Assert.Equal(
            ["gone.aliases.test. Dname Secure", "www.gone.aliases.test. Cname Secure"],
            answer.Aliases.Select(alias => $"{alias.RRset.Owner} {alias.RRset.Type} {alias.Security}"));
        Assert.Equal("www.unsigned.test.", answer.FinalName.ToString());
        Assert.Equal(SecurityStatus.Insecure, answer.Match(found => found.RRset.Security, _ => default, _ => default, _ => default));
    }

    // RFC 6672 §5.3.1: the CNAME that comes with a DNAME is unsigned, so it is not believed.
    [Fact]
    public async Task The_CNAME_beside_a_DNAME_is_made_again_from_the_DNAME()
    {
        var clock = new Clock();
        TestnetDns dns = NewDns(clock);
        DomainName evil = DomainName.Parse("www.unsigned.test");
        var upstream = new FakeUpstream(dns)
        {
            Attack = (_, response) => response with
            {
                Answers = [.. response.Answers.Select(record => record.Type == RRType.Cname ? record with { Rdata = evil.WireMemory } : record)],
            },
        };
        await using var resolver = new ValidatingResolver(Options(dns), clock, upstream);
        Answer answer = await resolver.ResolveAsync(DomainName.Parse("www.moved.aliases.test"), RRType.A, TestContext.Current.CancellationToken);
        Assert.Equal(("Found Secure", "www.signed.test."), (answer.Outcome(), answer.FinalName.ToString()));
    }

    // RFC 1034 §4.3.2: a server may say nothing of an alias's target; what proves the wildcard of the alias is no denial of it.
    [Theory]
    [InlineData("secure.aliases.test")]
    [InlineData("x.any.aliases.test")]
    public async Task Where_a_response_stops_at_an_alias_its_target_is_asked_for(string name)
    {
        var clock = new Clock();
        TestnetDns dns = NewDns(clock);
        var upstream = new FakeUpstream(dns)
        {
            Attack = (question, response) => question.Name == DomainName.Parse(name)
                ? response with { Answers = [.. response.Answers.Where(record => record.Owner == question.Name)] }
                : response,
        };
        await using var resolver = new ValidatingResolver(Options(dns), clock, upstream);
        Answer answer = await resolver.ResolveAsync(DomainName.Parse(name), RRType.A, TestContext.Current.CancellationToken);
        Assert.Equal("Found Secure", answer.Outcome());
    }

    [Theory]
    [InlineData((RRType)0)]
    [InlineData(RRType.Opt)]
    [InlineData(RRType.Rrsig)]
    [InlineData((RRType)252)]
    [InlineData((RRType)255)]
    public async Task What_is_no_data_cannot_be_looked_up(RRType type) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => LookUp("signed.test", type));

    [Fact]
    public async Task An_expanded_wildcard_names_its_source()
    {
        Answer answer = await LookUp("a.b.wild.signed.test", RRType.Txt);
        Assert.Equal("*.wild.signed.test.", answer.Match(found => found.RRset.Expansion!.ToString(), _ => "", _ => "", _ => ""));
    }

    [Fact]
    public async Task The_trace_goes_from_the_anchor_down()
    {
        Answer answer = await LookUp("www.sub.signed.test", RRType.A);
        Assert.Equal([".", "test.", "signed.test.", "sub.signed.test."], answer.Trace.Zones.Select(step => step.Zone.ToString()));
        Assert.All(answer.Trace.Zones, step => Assert.True(step is { Security: SecurityStatus.Secure, EntryKey: not null, Keys.Count: 2 }));
        Answer unsigned = await LookUp("www.deep.unsigned.test", RRType.A);
        Assert.Equal(("unsigned.test.", SecurityStatus.Insecure), (unsigned.Trace.Zones[^1].Zone.ToString(), unsigned.Trace.Zones[^1].Security));
    }

    private static Message OneLink(TestnetDns dns, Question question) =>
        dns.Answer(Resolver.Upstreams.Query.Create(question with { Type = RRType.Cname }), DnsTransport.Tcp)! with { Questions = [question] };
}
