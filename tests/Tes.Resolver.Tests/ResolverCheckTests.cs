using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Testnet.Dns;
using Xunit;
using static Tes.Resolver.Tests.Internet;

namespace Tes.Resolver.Tests;

public sealed class ResolverCheckTests
{
    private const string WrongAnchor = ". IN DS 1 13 2 0000000000000000000000000000000000000000000000000000000000000000";

    [Fact]
    public async Task A_resolver_that_carries_DNSSEC_is_capable_and_costs_few_questions()
    {
        var clock = new Clock();
        TestnetDns dns = NewDns(clock);
        var upstream = new FakeUpstream(dns);
        await using var resolver = new ValidatingResolver(Options(dns), clock, upstream);
        Assert.IsType<ResolverCheckResult.Capable>(await ResolverCheck.RunAsync(resolver, Options(dns).TrustAnchors, TestContext.Current.CancellationToken));
        Assert.InRange(upstream.Asked.Count, 1, 3);
    }

    [Fact]
    public async Task Each_way_to_be_incapable_is_named_differently()
    {
        string[] causes =
        [
            await Cause(fault: ResolverFault.NeverReplies),
            await Cause(fault: ResolverFault.RefusesAll),
            await Cause(fault: ResolverFault.ServFailsAll),
            await Cause(fault: ResolverFault.LiesAboutAll),
            await Cause(fault: ResolverFault.StripsDnssec),
            await Cause(attack: (_, response) => response.WithoutType(RRType.Nsec)),
            await Cause(attack: (question, response) => response.ResponseCode != ResponseCode.NXDomain || question.Type != RRType.A ? response : response with
            {
                ResponseCode = ResponseCode.NoError,
                Answers = [new ResourceRecord(question.Name, RRType.A, RRClass.IN, 60, (byte[])[192, 0, 2, 66])],
                Authorities = [],
            }),
            await Cause(anchors: WrongAnchor),
            await Cause(at: new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)),
            await Cause(anchors: ". IN DS 1 200 2 00"),
        ];
        Assert.Equal(causes.Length, causes.Distinct().Count());
        Assert.All(causes, cause => Assert.All(cause, character => Assert.InRange(character, ' ', '~')));
    }

    [Fact]
    public async Task Removed_DNSSEC_records_are_the_resolver_s_fault_however_they_are_removed()
    {
        await Cause(fault: ResolverFault.IgnoresEdns);
        await Cause(attack: (question, response) => question.Type == RRType.Dnskey ? response with { Answers = [] } : response);
        await Cause(attack: (_, response) => response with { Answers = [], Authorities = [], ResponseCode = ResponseCode.NXDomain });
    }

    private static async Task<string> Cause(
        ResolverFault fault = ResolverFault.None, Func<Question, Message, Message>? attack = null, string? anchors = null, DateTimeOffset? at = null)
    {
        var clock = new Clock();
        var dns = new TestnetDns(Zones, clock) { Fault = fault };
        ResolverOptions options = Options(dns) with { ValidationTime = at };
        if (anchors is not null)
            options = options with { TrustAnchors = Anchors(anchors) };
        await using var resolver = new ValidatingResolver(options, clock, new FakeUpstream(dns) { Attack = attack ?? ((_, response) => response) });
        ResolverCheckResult result = await ResolverCheck.RunAsync(resolver, options.TrustAnchors, TestContext.Current.CancellationToken);
        return Assert.IsType<ResolverCheckResult.Incapable>(result).Cause;
    }
}
