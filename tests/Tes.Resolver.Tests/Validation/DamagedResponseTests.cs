using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;
using Tes.Testnet.Dns;
using Xunit;
using static Tes.Resolver.Tests.Internet;

namespace Tes.Resolver.Tests.Validation;

/// <summary>
/// Responses that lost one record, or in which one bit was turned on the way: what is secure is what the zone published, and
/// nothing that must be signed becomes insecure.
/// </summary>
public sealed class DamagedResponseTests
{
    private const int FlipsPerQuestion = 20;

    private readonly Clock _clock = new();
    private readonly TestnetDns _dns;

    public DamagedResponseTests() => _dns = NewDns(_clock);

    public static TheoryData<string, RRType> Subjects() => new()
    {
        { "www.signed.test", RRType.A }, { "_25._tcp.mx.signed.test", RRType.Tlsa }, { "www.sub.signed.test", RRType.A },
        { "www.signed.test", RRType.MX }, { "nothing.signed.test", RRType.A }, { "ent.signed.test", RRType.A },
        { "a.wild.signed.test", RRType.Txt }, { "a.wild.signed.test", RRType.MX }, { "x.deeper.wild.signed.test", RRType.Txt },
        { "www.nsec3.test", RRType.MX }, { "nothing.nsec3.test", RRType.A }, { "a.b.wild.nsec3.test", RRType.Txt },
        { "a.wild.nsec3.test", RRType.MX }, { "www.optout.test", RRType.MX }, { "www.signed.optout.test", RRType.A },
        { "secure.aliases.test", RRType.A }, { "x.any.aliases.test", RRType.A }, { "nowhere.aliases.test", RRType.A },
        { "www.moved.aliases.test", RRType.A }, { "signed.test", RRType.DS }, { "unsigned.test", RRType.DS },
        { "signed.test", RRType.Dnskey },
    };

    [Theory]
    [MemberData(nameof(Subjects))]
    public async Task Without_any_one_record_nothing_becomes_secure_that_is_not_true(string name, RRType type)
    {
        (string truth, Question[] asked) = await HonestlyAsync(name, type);
        foreach (Question question in asked)
        {
            Message genuine = new FakeUpstream(_dns).Genuine(question)!;
            for (int i = 0; i < genuine.Answers.Count + genuine.Authorities.Count; i++)
            {
                int dropped = i;
                await CheckAsync(name, type, truth, question, response => response with
                {
                    Answers = [.. response.Answers.Where((_, index) => index != dropped)],
                    Authorities = [.. response.Authorities.Where((_, index) => index + response.Answers.Count != dropped)],
                });
            }
        }
    }

    [Theory]
    [MemberData(nameof(Subjects))]
    public async Task With_any_one_bit_turned_nothing_becomes_secure_that_is_not_true(string name, RRType type)
    {
        var random = new Random(name.Length);
        (string truth, Question[] asked) = await HonestlyAsync(name, type);
        foreach (Question question in asked)
        {
            for (int flip = 0; flip < FlipsPerQuestion; flip++)
            {
                // Past ID and flags, which the transport checks.
                double where = random.NextDouble();
                await CheckAsync(name, type, truth, question, response =>
                {
                    byte[] octets = response.ToWire();
                    int bit = 32 + (int)(where * ((octets.Length - 4) * 8));
                    octets[bit / 8] ^= (byte)(1 << (bit % 8));
                    return Message.TryRead(octets, out Message? damaged, out _) && damaged.Questions is [var asks] && asks == question
                        ? damaged
                        : response with { ResponseCode = ResponseCode.FormErr, Answers = [], Authorities = [] };
                });
            }
        }
    }

    private async Task<(string Truth, Question[] Asked)> HonestlyAsync(string name, RRType type)
    {
        var upstream = new FakeUpstream(_dns);
        string truth = await LookUpAsync(name, type, upstream);
        Assert.Contains(" Secure", truth, StringComparison.Ordinal);
        return (truth, [.. upstream.Asked.Distinct()]);
    }

    private async Task CheckAsync(string name, RRType type, string truth, Question damaged, Func<Message, Message> damage)
    {
        string outcome = await LookUpAsync(name, type, new FakeUpstream(_dns) { Attack = (question, response) => question == damaged ? damage(response) : response });
        // RFC 4343 §3: the case of a letter in a name changes nothing.
        Assert.True(string.Equals(outcome, truth, StringComparison.OrdinalIgnoreCase) || outcome is "Bogus" or "Failed", $"{truth} became {outcome}");
    }

    private async Task<string> LookUpAsync(string name, RRType type, FakeUpstream upstream)
    {
        await using var resolver = new ValidatingResolver(Options(_dns), _clock, upstream);
        Answer answer = await resolver.ResolveAsync(DomainName.Parse(name), type, TestContext.Current.CancellationToken);
        return answer.Match(
            found => $"{found.Outcome()} {found.FinalName} {string.Join(' ', found.RRset.RRset.Rdatas.Select(rdata => Convert.ToHexString(rdata.Span)).Order(StringComparer.Ordinal))}",
            absent => $"{absent.Outcome()} {absent.FinalName}",
            _ => "Bogus",
            _ => "Failed");
    }
}
