using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Resolver.Caching;
using Tes.Testnet.Dns;
using Xunit;
using static Tes.Resolver.Tests.Internet;

namespace Tes.Resolver.Tests.Caching;

/// <summary>RFC 8198.</summary>
public sealed class AggressiveDenialTests
{
    private readonly Clock _clock = new();

    [Theory]
    [InlineData("nothing.signed.test", RRType.A, "nothinh.signed.test", RRType.MX, "NXDomain Secure")]
    [InlineData("nothing.signed.test", RRType.A, "a.b.c.nothing.signed.test", RRType.A, "NXDomain Secure")]
    [InlineData("www.signed.test", RRType.MX, "www.signed.test", RRType.Txt, "NoData Secure")]
    [InlineData("www.nsec3.test", RRType.MX, "www.nsec3.test", RRType.Txt, "NoData Secure")]
    [InlineData("ent.signed.test", RRType.A, "ent.signed.test", RRType.Txt, "NoData Secure")]
    [InlineData("ent.nsec3.test", RRType.A, "ent.nsec3.test", RRType.Txt, "NoData Secure")]
    [InlineData("a.wild.signed.test", RRType.MX, "b.wild.signed.test", RRType.Aaaa, "NoData Secure")]
    [InlineData("a.wild.signed.test", RRType.A, "b.wild.signed.test", RRType.A, "Found Secure")]
    [InlineData("a.wild.signed.test", RRType.A, "b.c.wild.signed.test", RRType.A, "Found Secure")]
    public async Task What_one_question_proved_answers_another(string first, RRType firstType, string second, RRType secondType, string outcome)
    {
        (Answer answer, int asked) = await AskBothAsync(first, firstType, second, secondType);
        Assert.Equal((outcome, 0), (answer.Outcome(), asked));
        Assert.All(answer.Match(found => found.Aliases.Append(found.RRset).SelectMany(rrset => rrset.ExpansionProof), absent => absent.Proof, _ => [], _ => []),
            record => Assert.Equal(SecurityStatus.Secure, record.Security));
    }

    [Theory]
    // Another span, another type that is there, a name that exists in the span's place.
    [InlineData("nothing.signed.test", RRType.A, "wxyz.signed.test", RRType.A, "NXDomain Secure")]
    [InlineData("www.signed.test", RRType.MX, "www.signed.test", RRType.Aaaa, "Found Secure")]
    [InlineData("a.wild.signed.test", RRType.MX, "b.wild.signed.test", RRType.A, "Found Secure")]
    // RFC 6840 §4.1: the parent's NSEC at a delegation denies nothing of the child, nor below it.
    [InlineData("sub.signed.test", RRType.DS, "www.sub.signed.test", RRType.A, "Found Secure")]
    [InlineData("unsigned.test", RRType.DS, "unsigned.test", RRType.MX, "Found Insecure")]
    [InlineData("unsigned.test", RRType.DS, "nothing.unsigned.test", RRType.MX, "NXDomain Insecure")]
    // RFC 6840 §4.1: nor does the NSEC at a DNAME.
    [InlineData("moved.aliases.test", RRType.A, "www.moved.aliases.test", RRType.A, "Found Secure")]
    // RFC 6840 §4.4: nor the apex NSEC of the child the DS at the parent.
    [InlineData("sub.signed.test", RRType.Txt, "sub.signed.test", RRType.DS, "Found Secure")]
    // RFC 5155 §9.2: nor an opt-out span anything.
    [InlineData("nothing.optout.test", RRType.A, "nothing.optout.test", RRType.Txt, "NXDomain Insecure")]
    [InlineData("www.optout.test", RRType.MX, "www.optout.test", RRType.Txt, "NoData Secure")]
    [InlineData("nothing.unsigned.test", RRType.A, "nothing.unsigned.test", RRType.Txt, "NXDomain Insecure")]
    public async Task What_is_not_proven_is_asked(string first, RRType firstType, string second, RRType secondType, string outcome)
    {
        (Answer answer, int asked) = await AskBothAsync(first, firstType, second, secondType);
        Assert.Equal(outcome, answer.Outcome());
        Assert.True(asked > 0);
    }

    [Fact]
    public async Task A_wildcard_alias_is_followed_to_what_is_asked()
    {
        (Answer answer, int asked) = await AskBothAsync("x.any.aliases.test", RRType.A, "y.any.aliases.test", RRType.A);
        Assert.Equal(("Found Secure", "www.signed.test."), (answer.Outcome(), answer.FinalName.ToString()));
        Assert.Equal(("y.any.aliases.test.", "*.any.aliases.test."), (answer.Aliases[0].RRset.Owner.ToString(), answer.Aliases[0].Expansion?.ToString()));
        Assert.InRange(asked, 0, 1);
    }

    [Fact]
    public async Task A_delegation_that_is_known_to_be_unsigned_is_not_asked_for_its_DS()
    {
        TestnetDns dns = NewDns(_clock);
        var upstream = new FakeUpstream(dns);
        await using var resolver = new ValidatingResolver(Options(dns), _clock, upstream);
        DomainName unsigned = DomainName.Parse("unsigned.test");
        await resolver.ResolveAsync(unsigned, RRType.DS, TestContext.Current.CancellationToken);
        Assert.Equal("Found Insecure", (await Resolve(resolver, "www.unsigned.test")).Outcome());
        Assert.Single(upstream.Asked, question => question.Name == unsigned && question.Type == RRType.DS);
    }

    [Fact]
    public async Task The_proof_is_used_no_longer_than_it_lives_and_says_how_long()
    {
        TestnetDns dns = NewDns(_clock);
        var upstream = new FakeUpstream(dns);
        await using var resolver = new ValidatingResolver(Options(dns), _clock, upstream);
        await Resolve(resolver, "nothing.signed.test");
        int asked = upstream.Asked.Count;
        _clock.Now += TimeSpan.FromSeconds(59);
        var answer = Assert.IsType<Answer.Absent>(await Resolve(resolver, "nothinh.signed.test"));
        Assert.Equal((1u, asked), (answer.Ttl, upstream.Asked.Count));
        Assert.All(answer.Proof, record => Assert.Equal(1u, record.RRset.Ttl));
        _clock.Now += TimeSpan.FromSeconds(1);
        await Resolve(resolver, "nothinh.signed.test");
        Assert.True(upstream.Asked.Count > asked);
    }

    [Fact]
    public async Task It_can_be_switched_off()
    {
        TestnetDns dns = NewDns(_clock);
        var upstream = new FakeUpstream(dns);
        await using var resolver = new ValidatingResolver(Options(dns) with { AggressiveDenial = AggressiveDenial.Ignore }, _clock, upstream);
        await Resolve(resolver, "nothing.signed.test");
        int asked = upstream.Asked.Count;
        await Resolve(resolver, "nothinh.signed.test");
        Assert.Equal(asked + 1, upstream.Asked.Count);
    }

    // What lies below an anchor is governed by it alone, even where the zone above says that it does not exist.
    [Fact]
    public async Task A_denial_does_not_reach_below_another_trust_anchor()
    {
        TestnetDns dns = NewDns(_clock);
        var upstream = new FakeUpstream(dns);
        ResolverOptions options = Options(dns) with { TrustAnchors = Anchors($"{dns.TrustAnchorDs}\nnothinh.signed.test. DS 1 13 2 {new string('0', 64)}") };
        await using var resolver = new ValidatingResolver(options, _clock, upstream);
        Assert.Equal("NXDomain Secure", (await Resolve(resolver, "nothing.signed.test")).Outcome());
        int asked = upstream.Asked.Count;
        Assert.NotEqual("NXDomain Secure", (await Resolve(resolver, "www.nothinh.signed.test")).Outcome());
        Assert.True(upstream.Asked.Count > asked);
    }

    [Fact]
    public async Task Records_that_do_not_verify_are_not_kept()
    {
        TestnetDns dns = NewDns(_clock);
        bool attack = true;
        var upstream = new FakeUpstream(dns)
        {
            Attack = (question, response) => attack && question.Name == DomainName.Parse("nothing.signed.test")
                ? response with { Authorities = [.. response.Authorities.Select(record => record.Type == RRType.Nsec ? Stretch(record) : record)] }
                : response,
        };
        await using var resolver = new ValidatingResolver(Options(dns), _clock, upstream);
        Assert.Equal("Bogus", (await Resolve(resolver, "nothing.signed.test")).Outcome());
        attack = false;
        Assert.Equal("Found Secure", (await Resolve(resolver, "www.signed.test")).Outcome());
        Assert.Equal("Found Secure", (await Resolve(resolver, "mx.signed.test")).Outcome());
    }

    // A random zone with everything that denials trip over: both resolvers must say the same of every name.
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 0)]
    [InlineData(4, 1)]
    [InlineData(5, 1)]
    [InlineData(6, 2)]
    public async Task The_answer_is_the_one_that_asking_gives(int seed, int denial)
    {
        var random = new Random(seed);
        var signing = new ZoneSigning
        {
            Denial = denial switch
            {
                0 => new Denial.Nsec(),
                1 => new Denial.Nsec3 { Iterations = 2, Salt = "ab" },
                _ => new Denial.Nsec3 { OptOut = OptOut.Set },
            },
        };
        TestnetDns dns = NewDns(
            _clock,
            Zone.At("z.test", RandomRecords(random)) with { Signing = signing },
            Zone.At("x.z.test", RandomRecords(random)) with { Signing = signing },
            Zone.At("y.z.test", RandomRecords(random)) with { Signing = null },
            Zone.At("x.a.z.test", RandomRecords(random)) with { Signing = signing });
        var upstream = new FakeUpstream(dns);
        var asking = new FakeUpstream(dns);
        await using var resolver = new ValidatingResolver(Options(dns), _clock, upstream);
        await using var asker = new ValidatingResolver(Options(dns) with { AggressiveDenial = AggressiveDenial.Ignore }, _clock, asking);
        RRType[] types = [RRType.A, RRType.Txt, RRType.MX, RRType.DS, RRType.Cname, RRType.NS];
        for (int i = 0; i < 500; i++)
        {
            DomainName name = DomainName.Parse($"{RandomName(random, ["a", "b", "c", "d", "e", "f", "x", "y", "m", "*"], 4)}.z.test");
            RRType type = types[random.Next(types.Length)];
            Answer expected = await asker.ResolveAsync(name, type, TestContext.Current.CancellationToken);
            Answer answer = await resolver.ResolveAsync(name, type, TestContext.Current.CancellationToken);
            Assert.Equal($"{name} {type}: {Describe(expected)}", $"{name} {type}: {Describe(answer)}");
            _clock.Now += TimeSpan.FromMilliseconds(random.Next(200));
        }

        Assert.InRange(upstream.Asked.Count, 1, denial == 2 ? asking.Asked.Count : asking.Asked.Count * 2 / 3);
    }

    // RFC 9276: hashing is what an attacker would have us do.
    [Fact]
    public void A_name_with_many_labels_is_asked_rather_than_hashed_again_and_again()
    {
        DomainName zone = DomainName.Parse("z.test");
        byte[] nsec3 = [1, 0, 0, 50, 0, 20, .. new byte[20], 0, 1, 0x40];
        var rrset = new RRset(DomainName.Parse($"{Base32Hex.Encode(new byte[20])}.z.test"), RRType.Nsec3, RRClass.IN, 300, [nsec3], []);
        var cache = new DenialCache(1 << 20, _clock);
        cache.Add(zone, [new ValidatedRRset(rrset, SecurityStatus.Secure, zone, null, null, null)], 300);
        Assert.True(cache.Octets > 0);
        Assert.Empty(cache.Find(zone, DomainName.Parse(string.Concat(Enumerable.Repeat("a.", 100)) + "z.test")));
    }

    [Fact]
    public void It_never_holds_more_than_its_octets_nor_a_zone_more_than_its_records()
    {
        const long Capacity = 256 * 1024;
        var cache = new DenialCache(Capacity, _clock);
        for (int i = 0; i < 3000; i++)
        {
            DomainName zone = DomainName.Parse($"z{i % 3}.test");
            DomainName owner = DomainName.Parse($"n{i:D5}.z{i % 3}.test");
            byte[] nsec = [.. DomainName.Parse($"n{i:D5}a.z{i % 3}.test").Wire, 0, 1, 0x40];
            cache.Add(zone, [new ValidatedRRset(new RRset(owner, RRType.Nsec, RRClass.IN, 300, [nsec], []), SecurityStatus.Secure, zone, null, null, null)], 300);
            Assert.InRange(cache.Octets, 1, Capacity);
            Assert.Equal(owner, Assert.Single(cache.Find(zone, owner)).RRset.Owner);
        }

        _clock.Now += TimeSpan.FromSeconds(300);
        Assert.Empty(cache.Find(DomainName.Parse("z0.test"), DomainName.Parse("n02997.z0.test")));
    }

    private async Task<(Answer Answer, int Asked)> AskBothAsync(string first, RRType firstType, string second, RRType secondType)
    {
        TestnetDns dns = NewDns(_clock);
        var upstream = new FakeUpstream(dns);
        await using var resolver = new ValidatingResolver(Options(dns), _clock, upstream);
        await resolver.ResolveAsync(DomainName.Parse(first), firstType, TestContext.Current.CancellationToken);
        int asked = upstream.Asked.Count;
        // Beyond the time for which responses are kept as they came.
        _clock.Now += TimeSpan.FromSeconds(5);
        Answer answer = await resolver.ResolveAsync(DomainName.Parse(second), secondType, TestContext.Current.CancellationToken);
        return (answer, upstream.Asked.Count - asked);
    }

    private static Task<Answer> Resolve(ValidatingResolver resolver, string name) =>
        resolver.ResolveAsync(DomainName.Parse(name), RRType.A, TestContext.Current.CancellationToken).AsTask();

    private static ResourceRecord Stretch(ResourceRecord nsec) =>
        nsec with { Rdata = (byte[])[.. DomainName.Parse("zzz.signed.test").Wire, 0, 6, 0x40, 0, 0, 0, 0, 3] };

    private static string Describe(Answer answer) => $"{answer.Outcome()} {answer.FinalName} {answer.Aliases.Count} " + answer.Match(
        found => string.Join(' ', found.RRset.RRset.Rdatas.Select(rdata => Convert.ToHexString(rdata.Span)).Order(StringComparer.Ordinal)), _ => "", _ => "", _ => "");

    private static string RandomRecords(Random random)
    {
        var records = new HashSet<string>(StringComparer.Ordinal) { "m DNAME b" };
        var aliases = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < 10; i++)
        {
            string name = RandomName(random, ["a", "b", "c", "d"], 3);
            if (random.Next(4) == 0)
                name = $"*.{name}";
            if (random.Next(6) == 0 && records.All(record => !record.StartsWith($"{name} ", StringComparison.Ordinal)))
            {
                records.Add($"{name} CNAME {RandomName(random, ["a", "b", "e"], 2)}");
                aliases.Add(name);
            }
            else if (!aliases.Contains(name))
            {
                records.Add(random.Next(2) == 0 ? $"{name} A 192.0.2.{i}" : $"{name} TXT \"{i}\"");
            }
        }

        return string.Join('\n', records);
    }

    private static string RandomName(Random random, string[] labels, int most) =>
        string.Join('.', Enumerable.Range(0, 1 + random.Next(most)).Select(_ => labels[random.Next(labels.Length)]));
}
