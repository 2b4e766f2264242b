using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Testnet.Dns;
using Xunit;
using static Tes.Resolver.Tests.Internet;

namespace Tes.Resolver.Tests.Validation;

/// <summary>Attackers between resolver and stub, who may change, leave out, replay and invent, but cannot sign.</summary>
public sealed class AttackTests
{
    private static readonly byte[] EvilAddress = [192, 0, 2, 66];

    private readonly Clock _clock = new();
    private readonly TestnetDns _dns;

    public AttackTests() => _dns = NewDns(_clock, Zone.At("sub.nsec3.test", Host) with { Signing = new ZoneSigning { Denial = new Denial.Nsec3() } });

    [Theory]
    [InlineData("www.signed.test", RRType.A)]
    [InlineData("nothing.signed.test", RRType.A)]
    [InlineData("www.signed.test", RRType.MX)]
    [InlineData("www.nsec3.test", RRType.A)]
    [InlineData("www.unsigned.test", RRType.A)]
    public async Task Without_RRSIGs_all_is_bogus(string name, RRType type) =>
        Assert.Equal("Bogus", await Attacked(name, type, (_, response) => response.WithoutType(RRType.Rrsig)));

    [Theory]
    [InlineData("nothing.signed.test", RRType.A)]
    [InlineData("www.signed.test", RRType.MX)]
    [InlineData("nothing.nsec3.test", RRType.A)]
    [InlineData("a.wild.signed.test", RRType.Txt)]
    [InlineData("www.unsigned.test", RRType.A)]
    [InlineData("www.unsigned.optout.test", RRType.A)]
    public async Task Without_NSEC_denials_are_bogus(string name, RRType type) =>
        Assert.Equal("Bogus", await Attacked(name, type, (_, response) => response.WithoutType(RRType.Nsec, RRType.Nsec3)));

    [Fact]
    public async Task The_AD_bit_of_an_upstream_means_nothing() =>
        Assert.Equal("Bogus", await Attacked("www.signed.test", RRType.A, (question, response) => question.Type == RRType.A ? Forged(question, response) : response));

    [Theory]
    [InlineData(ResponseCode.NoError)]
    [InlineData(ResponseCode.NXDomain)]
    public async Task An_empty_answer_is_no_denial(ResponseCode code) =>
        Assert.Equal("Bogus", await Attacked("_25._tcp.mx.signed.test", RRType.Tlsa, (question, response) =>
            question.Type == RRType.Tlsa ? response with { ResponseCode = code, Answers = [], Authorities = [] } : response));

    // RFC 6840 §4.1: the NSEC at a delegation is the parent's, and tells nothing of the child's types.
    [Theory]
    [InlineData(ResponseCode.NoError)]
    [InlineData(ResponseCode.NXDomain)]
    public async Task The_parent_s_NSEC_denies_nothing_of_the_child(ResponseCode code)
    {
        Message parents = Genuine("signed0.test", RRType.A);
        Assert.Contains(parents.Authorities, record => record.Type == RRType.Nsec && record.Owner == DomainName.Parse("signed.test"));
        foreach (string name in new[] { "signed.test", "www.signed.test", "nothing.signed.test" })
        {
            Assert.Equal("Bogus", await Attacked(name, RRType.MX, (question, response) =>
                question.Type == RRType.MX ? response with { ResponseCode = code, Answers = [], Authorities = parents.Authorities } : response));
        }
    }

    // RFC 6840 §4.4, RFC 5155 §8.9: the child's apex tells nothing of DS.
    [Theory]
    [InlineData("signed.test")]
    [InlineData("nsec3.test")]
    public async Task The_child_s_apex_does_not_deny_its_DS(string zone)
    {
        Message childs = Genuine(zone, RRType.A);
        Assert.Equal("Bogus", await Attacked($"www.{zone}", RRType.A, (question, response) => question switch
        {
            { Type: RRType.DS } when question.Name == DomainName.Parse(zone) => response with { Answers = [], Authorities = childs.Authorities },
            { Type: RRType.A } => Forged(question, response),
            _ => response,
        }));
    }

    [Theory]
    [InlineData("signed.test", "unsigned.test")]
    [InlineData("signed.optout.test", "unsigned.optout.test")]
    [InlineData("nsec3.test", "unsigned.optout.test")]
    public async Task The_proof_of_one_insecure_delegation_is_none_of_another(string zone, string unsigned)
    {
        Message proof = Genuine(unsigned, RRType.DS);
        Assert.Equal("Bogus", await Attacked($"www.{zone}", RRType.A, (question, response) => question switch
        {
            { Type: RRType.DS } when question.Name == DomainName.Parse(zone) => response with { Answers = [], Authorities = proof.Authorities },
            { Type: RRType.A } => Forged(question, response),
            _ => response,
        }));
    }

    [Fact]
    public async Task An_alias_in_place_of_a_DS_makes_nothing_insecure()
    {
        DomainName zone = DomainName.Parse("signed.test");
        Assert.Equal("Bogus", await Attacked("www.signed.test", RRType.A, (question, response) => question switch
        {
            { Type: RRType.DS } when question.Name == zone => response with
            {
                Answers = [new ResourceRecord(zone, RRType.Cname, RRClass.IN, 60, DomainName.Parse("unsigned.test").WireMemory)],
            },
            { Type: RRType.A } => Forged(question, response),
            _ => response,
        }));
    }

    // What is not proven must not outlast what is bogus.
    [Fact]
    public async Task An_alias_in_place_of_a_DS_is_forgotten_as_soon_as_the_bogus_answer()
    {
        bool attacking = true;
        DomainName zone = DomainName.Parse("signed.test");
        var alias = new ResourceRecord(zone, RRType.Cname, RRClass.IN, 86_400, DomainName.Parse("unsigned.test").WireMemory);
        await using var resolver = new ValidatingResolver(Options(_dns), _clock, new FakeUpstream(_dns)
        {
            Attack = (question, response) => attacking && question.Type == RRType.DS && question.Name == zone ? response with { Answers = [alias] } : response,
        });
        Task<Answer> LookUpWww() => resolver.ResolveAsync(DomainName.Parse("www.signed.test"), RRType.A, TestContext.Current.CancellationToken).AsTask();
        Assert.Equal("Bogus", (await LookUpWww()).Outcome());
        attacking = false;
        _clock.Now += TimeSpan.FromSeconds(61);
        Assert.Equal("Found Secure", (await LookUpWww()).Outcome());
    }

    // RFC 4035 §5.4: an NSEC at a wildcard verifies under any name below it, and is still the wildcard's.
    [Fact]
    public async Task An_NSEC_expanded_from_a_wildcard_is_no_proof()
    {
        DomainName wildcard = DomainName.Parse("*.wild.signed.test");
        DomainName victim = DomainName.Parse("deeper.wild.signed.test");
        Message proof = Genuine("a.wild.signed.test", RRType.MX);
        IReadOnlyList<ResourceRecord> renamed = proof.Authorities.Where(record => record.Owner == wildcard).Renamed(victim);
        Assert.Equal(2, renamed.Count);
        Assert.Equal("Bogus", await Attacked("deeper.wild.signed.test", RRType.MX, (question, response) =>
            question.Type == RRType.MX ? response with { Answers = [], Authorities = renamed } : response));
    }

    [Theory]
    [InlineData("deeper.wild.signed.test")]
    [InlineData("x.deeper.wild.signed.test")]
    public async Task A_wildcard_is_not_believed_at_a_name_that_it_does_not_reach(string victim)
    {
        Message expanded = Genuine("a.wild.signed.test", RRType.Txt);
        Assert.Equal("Bogus", await Attacked(victim, RRType.Txt, (question, response) => question.Type == RRType.Txt
            ? response with { ResponseCode = ResponseCode.NoError, Answers = expanded.Answers.Renamed(question.Name), Authorities = expanded.Authorities }
            : response));
    }

    [Fact]
    public async Task NSEC3_records_of_the_zone_above_deny_nothing_below_a_secure_delegation()
    {
        Message[] proofs = [Genuine("nothing.nsec3.test", RRType.A), Genuine("nsec3.test", RRType.A), Genuine("x.y.z.nsec3.test", RRType.A)];
        foreach (string name in new[] { "www.sub.nsec3.test", "sub.nsec3.test" })
        {
            foreach (Message proof in proofs)
            {
                Assert.Equal("Bogus", await Attacked(name, RRType.Txt, (question, response) =>
                    question.Type == RRType.Txt ? proof with { Questions = [question] } : response));
            }
        }
    }

    [Theory]
    [InlineData("www.signed.test", RRType.MX, "www.signed.test", RRType.A)]
    [InlineData("mx.signed.test", RRType.MX, "www.signed.test", RRType.MX)]
    [InlineData("nothing.signed.test", RRType.A, "www.signed.test", RRType.A)]
    [InlineData("nothing.nsec3.test", RRType.A, "www.nsec3.test", RRType.A)]
    [InlineData("nothing.sub.signed.test", RRType.A, "nothing.signed.test", RRType.A)]
    public async Task A_denial_is_not_believed_of_anything_else(string replayedName, RRType replayedType, string name, RRType type)
    {
        Message replay = Genuine(replayedName, replayedType);
        Assert.Equal("Bogus", await Attacked(name, type, (question, response) => question == new Question(DomainName.Parse(name), type) ? replay with { Questions = [question] } : response));
    }

    [Fact]
    public async Task The_proof_counts_more_than_the_RCODE()
    {
        Assert.Equal("NoData Secure", await Attacked("ent.signed.test", RRType.A, (_, response) => response with { ResponseCode = ResponseCode.NXDomain }));
        Assert.Equal("Found Secure", await Attacked("www.signed.test", RRType.A, (_, response) => response with { ResponseCode = ResponseCode.NXDomain }));
        Assert.Equal("Bogus", await Attacked("nothing.signed.test", RRType.A, (question, response) =>
            question.Type == RRType.A ? response with { ResponseCode = ResponseCode.NoError } : response));
    }

    [Fact]
    public async Task An_unsigned_alias_out_of_a_signed_zone_is_bogus()
    {
        Assert.Equal("Bogus", await Attacked("www.signed.test", RRType.A, (question, response) => question.Type != RRType.A ? response : Genuine("www.unsigned.test", RRType.A) with
        {
            Answers = [new ResourceRecord(question.Name, RRType.Cname, RRClass.IN, 60, DomainName.Parse("www.unsigned.test").WireMemory), .. Genuine("www.unsigned.test", RRType.A).Answers],
        }));
        Assert.Equal("Bogus", await Attacked("www.signed.test", RRType.A, (question, response) => question.Type != RRType.A ? response : response with
        {
            Answers = [new ResourceRecord(DomainName.Parse("signed.test"), RRType.Dname, RRClass.IN, 60, DomainName.Parse("unsigned.test").WireMemory)],
        }));
    }

    // Work that an attacker adds changes no verdict.
    [Theory]
    [InlineData("www.signed.test", 7)]
    [InlineData("signed.test", 7)]
    [InlineData("test", 7)]
    [InlineData(".", 7)]
    [InlineData("nothing.at.all", 500)]
    public async Task RRSIGs_added_by_an_attacker_do_no_harm(string signer, int count)
    {
        Assert.Equal("Found Secure", await Attacked("www.signed.test", RRType.A, (question, response) =>
        {
            if (question.Type != RRType.A)
                return response;
            RrsigRdata genuine = RRset.Group(response.Answers)[0].Signatures[0];
            IEnumerable<ResourceRecord> junk = Enumerable.Range(0, count).Select(i => new ResourceRecord(
                question.Name, RRType.Rrsig, RRClass.IN, 60, Wire(genuine with { SignerName = DomainName.Parse(signer), Signature = (byte[])[1, (byte)i, (byte)(i >> 8)] })));
            return response with { Answers = [.. junk, .. response.Answers] };
        }));
    }

    [Fact]
    public async Task Records_of_other_names_classes_and_sections_are_not_taken_for_the_answer()
    {
        var other = new ResourceRecord(DomainName.Parse("www.unsigned.test"), RRType.A, RRClass.IN, 60, EvilAddress);
        var chaos = new ResourceRecord(DomainName.Parse("www.signed.test"), RRType.A, RRClass.CH, 60, EvilAddress);
        Assert.Equal("Found Secure", await Attacked("www.signed.test", RRType.A, (_, response) => response with
        {
            Answers = [other, chaos, .. response.Answers],
            Authorities = [.. response.Authorities, chaos with { Class = RRClass.IN }],
            Additionals = [chaos with { Class = RRClass.IN }],
        }));
    }

    [Fact]
    public async Task No_TTL_outlives_what_was_signed()
    {
        Answer answer = await Attack("www.signed.test", RRType.A, (_, response) => response with { Answers = [.. response.Answers.Select(record => record with { Ttl = int.MaxValue })] });
        Assert.Equal(Zone.Ttl, answer.Match(found => found.RRset.RRset.Ttl, _ => 0u, _ => 0u, _ => 0u));
    }

    // A chain of trust costs questions; hostile names must not cost without end.
    [Fact]
    public async Task A_look_up_that_needs_too_many_questions_fails()
    {
        string name = string.Join('.', Enumerable.Repeat("a", 110)) + ".unsigned.test";
        var upstream = new FakeUpstream(_dns)
        {
            // Every label looks like a part of the signed zone above, by an alias that nothing can refute.
            Attack = (question, response) => question.Type == RRType.DS && question.Name.LabelCount > 1
                ? response with { ResponseCode = ResponseCode.NoError, Answers = [new ResourceRecord(question.Name, RRType.Cname, RRClass.IN, 60, DomainName.Root.WireMemory)], Authorities = [] }
                : response,
        };
        Assert.Equal("BudgetExceeded", (await LookUp(name, RRType.A, upstream)).Outcome());
        Assert.InRange(upstream.Asked.Count, 1, ResolverOptions.MaxQuestionsPerLookup);
    }

    private async Task<string> Attacked(string name, RRType type, Func<Question, Message, Message> attack) => (await Attack(name, type, attack)).Outcome();

    private async Task<Answer> Attack(string name, RRType type, Func<Question, Message, Message> attack)
    {
        await using var resolver = new ValidatingResolver(Options(_dns), _clock, new FakeUpstream(_dns) { Attack = attack });
        return await resolver.ResolveAsync(DomainName.Parse(name), type, TestContext.Current.CancellationToken);
    }

    private Message Genuine(string name, RRType type) => new FakeUpstream(_dns).Genuine(new Question(DomainName.Parse(name), type))!;

    private static Message Forged(Question question, Message response) => response with
    {
        ResponseCode = ResponseCode.NoError,
        Flags = response.Flags | MessageFlags.AuthenticData,
        Answers = [new ResourceRecord(question.Name, RRType.A, RRClass.IN, 60, EvilAddress)],
        Authorities = [],
    };

    private static byte[] Wire(RrsigRdata rrsig)
    {
        byte[] head = new byte[18];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(head, (ushort)rrsig.TypeCovered);
        (head[2], head[3]) = ((byte)rrsig.Algorithm, rrsig.Labels);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(4), rrsig.OriginalTtl);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(8), rrsig.Expiration);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(12), rrsig.Inception);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(16), rrsig.KeyTag);
        return [.. head, .. rrsig.SignerName.Wire, .. rrsig.Signature.Span];
    }
}
