using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Testnet.Dns;
using Xunit;
using static Tes.Resolver.Tests.Internet;

namespace Tes.Resolver.Tests.Validation;

/// <summary>Where the limits on work end a look-up, it has failed: what was not verified is neither bogus nor insecure.</summary>
public sealed class WorkLimitTests
{
    private readonly Clock _clock = new();
    private readonly TestnetDns _dns;

    public WorkLimitTests() => _dns = NewDns(_clock);

    [Fact]
    public async Task Too_many_verifications_fail_the_look_up() =>
        Assert.Equal("BudgetExceeded", await OutcomeAsync("www.signed.test", DnssecPolicy.Default with { MaxVerificationCost = 3 }));

    [Fact]
    public async Task As_many_as_the_chain_needs_are_enough() =>
        // Root keys, DS and keys of test and signed.test, the address: each with a key of its own.
        Assert.Equal(
            ("Found Secure", "BudgetExceeded"),
            (await OutcomeAsync("www.signed.test", DnssecPolicy.Default with { MaxVerificationCost = 12 }),
                await OutcomeAsync("www.signed.test", DnssecPolicy.Default with { MaxVerificationCost = 11 })));

    // CVE-2023-50387: each RRset on the way has one bad signature before the good one.
    [Fact]
    public async Task Bad_signatures_add_up_along_the_chain()
    {
        static Message WithBadSignatures(Question question, Message response) => response with
        {
            Answers = [.. response.Answers.Where(record => record.Type == RRType.Rrsig).Select(Damage), .. response.Answers],
        };
        Assert.Equal("Found Secure", await OutcomeAsync("www.signed.test", DnssecPolicy.Default, WithBadSignatures));
        Assert.Equal("BudgetExceeded", await OutcomeAsync("www.signed.test", DnssecPolicy.Default with { MaxFailedVerifications = 4 }, WithBadSignatures));
    }

    [Fact]
    public async Task Too_much_hashing_fails_the_look_up()
    {
        Assert.Equal("NXDomain Secure", await OutcomeAsync("nothing.nsec3.test", DnssecPolicy.Default));
        Assert.Equal("BudgetExceeded", await OutcomeAsync("nothing.nsec3.test", DnssecPolicy.Default with { MaxNsec3HashBlocks = 3 }));
    }

    // Another look-up with a budget of its own must not inherit the failure.
    [Fact]
    public async Task A_look_up_that_ran_out_leaves_nothing_behind_that_fails_the_next()
    {
        int asked = 0;
        var upstream = new FakeUpstream(_dns)
        {
            Attack = (question, response) => question.Type == RRType.A && Interlocked.Increment(ref asked) == 1
                ? response with { Answers = [.. Enumerable.Repeat(response.Answers.Where(record => record.Type == RRType.Rrsig).Select(Damage), 8).SelectMany(record => record), .. response.Answers] }
                : response,
        };
        await using var resolver = new ValidatingResolver(Options(_dns) with { Policy = DnssecPolicy.Default with { MaxFailedVerifications = 8, MaxSignaturesPerRRset = 20 } }, _clock, upstream);
        Assert.Equal("BudgetExceeded", (await resolver.ResolveAsync(DomainName.Parse("www.signed.test"), RRType.A, TestContext.Current.CancellationToken)).Outcome());
        Assert.Equal("Found Secure", (await resolver.ResolveAsync(DomainName.Parse("mx.signed.test"), RRType.A, TestContext.Current.CancellationToken)).Outcome());
    }

    private static ResourceRecord Damage(ResourceRecord rrsig)
    {
        byte[] rdata = rrsig.Rdata.ToArray();
        rdata[^1] ^= 1;
        return rrsig with { Rdata = rdata };
    }

    private async Task<string> OutcomeAsync(string name, DnssecPolicy policy, Func<Question, Message, Message>? attack = null)
    {
        var upstream = attack is null ? new FakeUpstream(_dns) : new FakeUpstream(_dns) { Attack = attack };
        await using var resolver = new ValidatingResolver(Options(_dns) with { Policy = policy }, _clock, upstream);
        return (await resolver.ResolveAsync(DomainName.Parse(name), RRType.A, TestContext.Current.CancellationToken)).Outcome();
    }
}
