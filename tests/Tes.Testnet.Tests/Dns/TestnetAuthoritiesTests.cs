using System.Net;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Testnet.Dns;
using Xunit;

namespace Tes.Testnet.Tests.Dns;

public sealed class TestnetAuthoritiesTests
{
    private static readonly Zone[] Zones = [Zone.At("test."), Zone.At("signed.test.", "www A 192.0.2.1\nalias CNAME www.other.test."), Zone.At("unsigned.test.") with { Signing = null }];

    [Theory]
    [InlineData("www.signed.test", RRType.A, "127.53.0.1", "NoError, referral to test.")]
    [InlineData("www.signed.test", RRType.A, "127.53.0.2", "NoError, referral to signed.test.")]
    [InlineData("www.signed.test", RRType.A, "127.53.0.3", "NoError, AA, 1 answers")]
    [InlineData("signed.test", RRType.DS, "127.53.0.2", "NoError, AA, 1 answers")]
    [InlineData("alias.signed.test", RRType.A, "127.53.0.3", "NoError, AA, 1 answers")]
    [InlineData("nothing.signed.test", RRType.A, "127.53.0.3", "NXDomain, AA, 0 answers")]
    [InlineData("www.example.test", RRType.A, "127.53.0.3", "Refused, 0 answers")]
    public void Each_server_answers_for_its_own_zones(string name, RRType type, string server, string expected)
    {
        var dns = new TestnetAuthorities(Zones, TestnetAuthorities.OneForEach(Zones), TimeProvider.System);
        Message reply = Ask(dns, server, name, type)!;
        string outcome = reply.ResponseCode + (reply.Flags.HasFlag(MessageFlags.AuthoritativeAnswer) ? ", AA" : "");
        outcome += reply.Authorities.FirstOrDefault(record => record.Type == RRType.NS) is { } ns
            ? $", referral to {ns.Owner}"
            : $", {reply.Answers.Count(record => record.Type != RRType.Rrsig)} answers";
        Assert.Equal(expected, outcome);
    }

    // RFC 4035 §3.1.4
    [Fact]
    public void Referrals_carry_glue_and_the_DS_or_the_proof_that_there_is_none()
    {
        var dns = new TestnetAuthorities(Zones, TestnetAuthorities.OneForEach(Zones), TimeProvider.System);
        Message signed = Ask(dns, "127.53.0.2", "www.signed.test", RRType.A)!;
        Message unsigned = Ask(dns, "127.53.0.2", "www.unsigned.test", RRType.A)!;
        Assert.Equal("127.53.0.3", new IPAddress(Assert.Single(signed.Additionals).Rdata.Span).ToString());
        Assert.Contains(signed.Authorities, record => record.Type == RRType.DS);
        Assert.Contains(unsigned.Authorities, record => record.Type == RRType.Nsec);
    }

    private static Message? Ask(TestnetAuthorities dns, string server, string name, RRType type) => dns.Answer(
        IPAddress.Parse(server),
        new Message { Id = 1, Questions = [new Question(DomainName.Parse(name), type)], Edns = new Edns(1232, DnssecOk.Set, []) },
        DnsTransport.Udp);
}
