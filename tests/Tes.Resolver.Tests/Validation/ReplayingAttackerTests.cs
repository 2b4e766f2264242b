using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Testnet.Dns;
using Xunit;
using static Tes.Resolver.Tests.Internet;

namespace Tes.Resolver.Tests.Validation;

/// <summary>
/// An attacker who answers with any mixture of genuine, renamed, stripped and invented records. Whatever comes of it, data
/// of a signed zone is as its zone published it, or bogus, or the look-up failed.
/// </summary>
public sealed class ReplayingAttackerTests
{
    private static readonly (string Name, RRType Type)[] Subjects =
    [
        ("www.signed.test", RRType.A), ("_25._tcp.mx.signed.test", RRType.Tlsa), ("signed.test", RRType.MX), ("www.signed.test", RRType.MX),
        ("nothing.signed.test", RRType.A), ("ent.signed.test", RRType.A), ("a.wild.signed.test", RRType.Txt), ("deeper.wild.signed.test", RRType.Txt),
        ("www.sub.signed.test", RRType.A), ("nothing.sub.signed.test", RRType.A), ("signed.test", RRType.DS), ("signed.test", RRType.Dnskey),
        ("secure.aliases.test", RRType.A), ("www.moved.aliases.test", RRType.A), ("x.any.aliases.test", RRType.A), ("nowhere.aliases.test", RRType.A),
        ("www.nsec3.test", RRType.A), ("www.nsec3.test", RRType.MX), ("nothing.nsec3.test", RRType.A), ("a.wild.nsec3.test", RRType.Txt),
        ("www.optout.test", RRType.A), ("www.optout.test", RRType.MX), ("www.signed.optout.test", RRType.A),
    ];

    private static readonly string[] Others =
    [
        "unsigned.test", "www.unsigned.test", "unsigned.optout.test", "www.unsigned.optout.test", "nothing.optout.test", "signed0.test", "test", "com",
        "wrong-ds.test", "algorithm.test", "www.algorithm.test", "sub.signed.test", "nsec3.test", "optout.test", "signed.optout.test", "aliases.test",
    ];

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Nothing_can_be_made_of_genuine_records_but_what_is_true(int seed)
    {
        var random = new Random(seed);
        var clock = new Clock();
        TestnetDns dns = NewDns(clock);
        var honest = new FakeUpstream(dns);
        Question[] questions =
        [
            .. Subjects.Select(subject => new Question(DomainName.Parse(subject.Name), subject.Type)),
            .. Others.SelectMany(name => new[] { RRType.A, RRType.DS, RRType.Dnskey, RRType.MX }.Select(type => new Question(DomainName.Parse(name), type))),
        ];
        Message[] pool = [.. questions.Select(honest.Genuine).OfType<Message>()];
        await using var truthful = new ValidatingResolver(Options(dns), clock, honest);
        foreach ((string text, RRType type) in Subjects)
        {
            DomainName name = DomainName.Parse(text);
            string truth = Describe(await truthful.ResolveAsync(name, type, TestContext.Current.CancellationToken));
            Assert.Contains(" Secure", truth, StringComparison.Ordinal);
            for (int round = 0; round < 6; round++)
            {
                int harm = random.Next(1, 4);
                var upstream = new FakeUpstream(dns)
                {
                    Attack = (question, response) =>
                    {
                        lock (random)
                            return random.Next(4) < harm ? Mix(random, question, response, pool) : response;
                    },
                };
                await using var resolver = new ValidatingResolver(Options(dns), clock, upstream);
                Answer answer = await resolver.ResolveAsync(name, type, TestContext.Current.CancellationToken);
                if (answer is not (Answer.Bogus or Answer.Failed))
                    Assert.Equal(truth, Describe(answer));
            }
        }
    }

    private static Message Mix(Random random, Question question, Message genuine, Message[] pool)
    {
        Message Any() => random.Next(3) == 0 ? genuine : pool[random.Next(pool.Length)];
        List<ResourceRecord> answers = [.. Any().Answers];
        List<ResourceRecord> authorities = [.. Any().Authorities, .. random.Next(2) == 0 ? Any().Authorities : []];
        switch (random.Next(8))
        {
            case 0:
                answers = [.. answers.Renamed(question.Name)];
                break;
            case 1:
                answers.RemoveAll(record => record.Type == RRType.Rrsig);
                break;
            case 2:
                authorities.RemoveAll(record => record.Type is RRType.Nsec or RRType.Nsec3);
                break;
            case 3:
                authorities = [.. authorities.Select(record => record.Type == RRType.Soa ? record : record with { Owner = random.Next(2) == 0 ? question.Name : record.Owner })];
                break;
            case 4:
                answers = [new ResourceRecord(question.Name, RRType.A, RRClass.IN, 60, (byte[])[192, 0, 2, 66])];
                break;
            case 5:
                answers.Clear();
                break;
            case 6:
                answers = [new ResourceRecord(question.Name, RRType.Cname, RRClass.IN, 60, DomainName.Parse("www.unsigned.test").WireMemory), .. answers];
                break;
        }

        return genuine with { ResponseCode = random.Next(3) == 0 ? ResponseCode.NXDomain : ResponseCode.NoError, Answers = answers, Authorities = authorities };
    }

    private static string Describe(Answer answer) => answer.Match(
        found => $"{found.Outcome()} {found.FinalName} {string.Join(' ', found.RRset.RRset.Rdatas.Select(rdata => Convert.ToHexString(rdata.Span)).Order(StringComparer.Ordinal))}",
        absent => $"{absent.Outcome()} {absent.FinalName}",
        _ => "Bogus",
        _ => "Failed");
}
