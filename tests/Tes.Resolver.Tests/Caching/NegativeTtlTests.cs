using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Tes.Testnet.Dns;
using Xunit;
using static Tes.Resolver.Tests.Internet;

namespace Tes.Resolver.Tests.Caching;

/// <summary>RFC 2308 §5, RFC 9077.</summary>
public sealed class NegativeTtlTests
{
    [Theory]
    [InlineData("100", "3600", true, 100)]
    [InlineData("100", "3600", false, 100)]
    [InlineData("3600", "100", true, 100)]
    [InlineData("3600", "100", false, 100)]
    [InlineData("86400", "86400", true, 10800)]
    [InlineData("86400", "86400", false, 10800)]
    public async Task An_absence_lives_as_long_as_the_SOA_says_and_three_hours_at_most(string ttl, string minimum, bool signed, uint expected)
    {
        Zone zone = Zone.At("soa.test", $"@ {ttl} SOA ns hostmaster 1 3600 600 86400 {minimum}\nwww A 192.0.2.1") with { Signing = signed ? ZoneSigning.Default : null };
        Assert.Equal(expected, TtlOf(await LookUp("nothing.soa.test", RRType.A, null, null, zone)));
        Assert.Equal(expected, TtlOf(await LookUp("www.soa.test", RRType.MX, null, null, zone)));
    }

    // NSEC records may live longer than the SOA allows the absence to (RFC 9077 §3.3).
    [Fact]
    public async Task The_SOA_counts_where_the_NSEC_records_would_live_longer()
    {
        TestnetDns dns = NewDns(new Clock());
        var upstream = new FakeUpstream(dns)
        {
            Attack = (_, response) => response with { Authorities = [.. response.Authorities.Select(record => record.Type == RRType.Soa ? record with { Ttl = 7 } : record)] },
        };
        Assert.Equal(7u, TtlOf(await LookUp("nothing.signed.test", RRType.A, upstream)));
    }

    [Theory]
    [InlineData("nothing.signed.test", "NXDomain Secure")]
    [InlineData("nothing.unsigned.test", "NXDomain Insecure")]
    public async Task Without_an_SOA_an_absence_is_kept_for_seconds(string name, string outcome)
    {
        TestnetDns dns = NewDns(new Clock());
        Answer answer = await LookUp(name, RRType.A, new FakeUpstream(dns) { Attack = (_, response) => response.WithoutType(RRType.Soa) });
        Assert.Equal((outcome, 5u), (answer.Outcome(), TtlOf(answer)));
    }

    // It is no part of the proof: the denial stands, but what the SOA says does not count.
    [Fact]
    public async Task A_forged_SOA_gives_a_secure_denial_no_longer_life()
    {
        TestnetDns dns = NewDns(new Clock());
        var upstream = new FakeUpstream(dns)
        {
            Attack = (_, response) => response with { Authorities = [.. response.Authorities.Select(record => record.Type == RRType.Soa ? Forge(record) : record)] },
        };
        Answer answer = await LookUp("nothing.signed.test", RRType.A, upstream);
        Assert.Equal(("NXDomain Secure", 5u), (answer.Outcome(), TtlOf(answer)));
    }

    private static ResourceRecord Forge(ResourceRecord soa)
    {
        byte[] rdata = soa.Rdata.ToArray();
        rdata[^1] ^= 1;
        return soa with { Rdata = rdata };
    }

    private static uint TtlOf(Answer answer) => Assert.IsType<Answer.Absent>(answer).Ttl;
}
