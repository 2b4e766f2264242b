using Tes.Dns.Iana;
using Xunit;
using static Tes.Resolver.Tests.Internet;

namespace Tes.Resolver.Tests.Iteration;

/// <summary>Validated look-ups come to the same over own recursion as over a resolver.</summary>
public sealed class IterativeResolutionTests
{
    [Theory]
    [InlineData("www.signed.test", RRType.A)]
    [InlineData("signed.test", RRType.DS)]
    [InlineData("signed.test", RRType.Dnskey)]
    [InlineData("signed.test", RRType.NS)]
    [InlineData("signed.test", RRType.Soa)]
    [InlineData("www.sub.signed.test", RRType.Aaaa)]
    [InlineData("_25._tcp.mx.signed.test", RRType.Tlsa)]
    [InlineData("_26._tcp.mx.signed.test", RRType.Tlsa)]
    [InlineData("nothing.signed.test", RRType.A)]
    [InlineData("a.b.c.nothing.signed.test", RRType.A)]
    [InlineData("ent.signed.test", RRType.A)]
    [InlineData("ent.signed.test", RRType.DS)]
    [InlineData("a.ent.signed.test", RRType.A)]
    [InlineData("x.wild.signed.test", RRType.Txt)]
    [InlineData("x.wild.signed.test", RRType.MX)]
    [InlineData("x.y.wild.nsec3.test", RRType.A)]
    [InlineData("nothing.nsec3.test", RRType.A)]
    [InlineData("www.unsigned.test", RRType.A)]
    [InlineData("unsigned.test", RRType.DS)]
    [InlineData("nothing.unsigned.test", RRType.A)]
    [InlineData("www.deep.unsigned.test", RRType.A)]
    [InlineData("www.island.unsigned.test", RRType.A)]
    [InlineData("www.unsigned.optout.test", RRType.A)]
    [InlineData("www.signed.optout.test", RRType.A)]
    [InlineData("nothing.optout.test", RRType.A)]
    [InlineData("www.no-ds.test", RRType.A)]
    [InlineData("www.algorithm.test", RRType.A)]
    [InlineData("www.wrong-ds.test", RRType.A)]
    [InlineData("nothing.iterations.test", RRType.A)]
    [InlineData("secure.aliases.test", RRType.A)]
    [InlineData("secure.aliases.test", RRType.Cname)]
    [InlineData("insecure.aliases.test", RRType.A)]
    [InlineData("bogus.aliases.test", RRType.A)]
    [InlineData("nowhere.aliases.test", RRType.A)]
    [InlineData("nodata.aliases.test", RRType.Tlsa)]
    [InlineData("x.any.aliases.test", RRType.A)]
    [InlineData("x.none.aliases.test", RRType.A)]
    [InlineData("www.moved.aliases.test", RRType.A)]
    [InlineData("www.moved.aliases.test", RRType.Cname)]
    [InlineData("moved.aliases.test", RRType.Dname)]
    [InlineData("x.y.gone.aliases.test", RRType.A)]
    [InlineData("loop.aliases.test", RRType.A)]
    [InlineData("a0.chain.test", RRType.A)]
    [InlineData("nowhere", RRType.MX)]
    [InlineData(".", RRType.NS)]
    [InlineData(".", RRType.Dnskey)]
    [InlineData("test", RRType.DS)]
    public async Task Outcomes_are_those_over_a_resolver(string name, RRType type)
    {
        string expected = (await LookUp(name, type)).Outcome();
        FakeInternet internet = FakeInternet.OneServerEach(Zones);
        string outcome = (await internet.LookUpAsync(name, type)).Outcome();
        Assert.Equal(expected, outcome);
    }
}
