using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Resolution;
using Tes.Resolver.Caching;
using Tes.Testnet.Dns;
using Xunit;
using static Tes.Resolver.Tests.Internet;

namespace Tes.Resolver.Tests.Caching;

/// <summary>RFC 9520 §3.2.</summary>
public sealed class FailureBackoffTests
{
    private static readonly Question Dead = new(DomainName.Parse("www.dead.test"), RRType.A);
    private static readonly LookupFailure Failure = new(LookupFailureKind.Timeout, Dead, "no answer");

    private readonly Clock _clock = new();

    [Fact]
    public void A_question_is_left_alone_longer_with_every_failure_up_to_five_minutes()
    {
        var failures = new FailureBackoff(1 << 20, _clock);
        var waits = new List<double>();
        for (int i = 0; i < 9; i++)
        {
            failures.Add(Dead, Failure);
            TimeSpan left = failures.Left(Dead);
            waits.Add(left.TotalSeconds);
            Assert.Same(Failure, failures.Find(Dead));
            _clock.Now += left;
            Assert.Equal((null, TimeSpan.Zero), (failures.Find(Dead), failures.Left(Dead)));
        }

        Assert.Equal([5, 10, 20, 40, 80, 160, 300, 300, 300], waits);
    }

    [Fact]
    public void Failures_at_once_count_as_one_and_an_answer_or_five_minutes_of_rest_forget_them()
    {
        var failures = new FailureBackoff(1 << 20, _clock);
        for (int i = 0; i < 5; i++)
            failures.Add(Dead, Failure);
        Assert.Equal(5, failures.Left(Dead).TotalSeconds);
        failures.Clear(Dead);
        Assert.Null(failures.Find(Dead));
        failures.Add(Dead, Failure);
        Assert.Equal(5, failures.Left(Dead).TotalSeconds);
        _clock.Now += TimeSpan.FromSeconds(5) + FailureBackoff.Longest;
        failures.Add(Dead, Failure);
        Assert.Equal(5, failures.Left(Dead).TotalSeconds);
    }

    // Whatever is asked: the name itself, its zone's DS and keys.
    [Fact]
    public async Task A_dead_zone_is_asked_ever_more_rarely_and_found_again_when_it_is_back()
    {
        TestnetDns dns = NewDns(_clock);
        bool dead = true;
        var upstream = new FakeUpstream(dns)
        {
            Attack = (question, response) => dead && question.Name.IsAtOrBelow(DomainName.Parse("signed.test")) ? response with { ResponseCode = ResponseCode.ServFail } : response,
        };
        await using var resolver = new ValidatingResolver(Options(dns), _clock, upstream);
        DomainName www = DomainName.Parse("www.signed.test");
        var asked = new List<int>();
        for (int second = 0; second < 600; second++, _clock.Now += TimeSpan.FromSeconds(1))
        {
            int before = upstream.Asked.Count(question => question.Name == www);
            Assert.Equal("ServFail", (await resolver.ResolveAsync(www, RRType.A, TestContext.Current.CancellationToken)).Outcome());
            if (upstream.Asked.Count(question => question.Name == www) > before)
                asked.Add(second);
        }

        Assert.Equal([0, 5, 15, 35, 75, 155, 315], asked);
        dead = false;
        _clock.Now += FailureBackoff.Longest;
        Assert.Equal("Found Secure", (await resolver.ResolveAsync(www, RRType.A, TestContext.Current.CancellationToken)).Outcome());
    }
}
