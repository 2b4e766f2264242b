using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Testnet.Dns;
using Xunit;

namespace Tes.Testnet.Tests.Dns;

public class FaultTests
{
    private const string Records = """
        @    MX 10 mail
        mail A 192.0.2.1
        *.w  A 192.0.2.3
        _25._tcp.mail TLSA 3 1 1 00
        """;

    [Theory]
    [InlineData(DnsFaultKind.BogusSignature, SignatureFault.Invalid)]
    [InlineData(DnsFaultKind.ExpiredSignature, SignatureFault.Expired)]
    [InlineData(DnsFaultKind.FutureSignature, SignatureFault.NotYetValid)]
    [InlineData(DnsFaultKind.MissingSignature, SignatureFault.Missing)]
    public void Signatures_can_be_wrong_for_one_type_only(DnsFaultKind kind, SignatureFault expected)
    {
        TestnetDns net = With(new DnsFault(kind) { Type = RRType.Tlsa });
        Assert.Equal(expected, net.FaultOf(Only(net, "_25._tcp.mail.test.", RRType.Tlsa), "test."));
        net.AssertVerified(Only(net, "mail.test.", RRType.A), "test.");
    }

    [Fact]
    public void Signatures_can_be_wrong_for_one_name_only()
    {
        TestnetDns net = With(new DnsFault(DnsFaultKind.BogusSignature) { Name = DomainName.Parse("mail.test.") });
        Assert.Equal(SignatureFault.Invalid, net.FaultOf(Only(net, "mail.test.", RRType.A), "test."));
        net.AssertVerified(Only(net, "test.", RRType.MX), "test.");
    }

    [Theory]
    [InlineData(DnsFaultKind.ServFail, ResponseCode.ServFail)]
    [InlineData(DnsFaultKind.Refused, ResponseCode.Refused)]
    [InlineData(DnsFaultKind.FormErr, ResponseCode.FormErr)]
    [InlineData(DnsFaultKind.LyingNXDomain, ResponseCode.NXDomain)]
    public void Servers_can_fail_for_one_type_only(DnsFaultKind kind, ResponseCode expected)
    {
        TestnetDns net = With(new DnsFault(kind) { Type = RRType.Tlsa });
        Message reply = net.Ask("_25._tcp.mail.test.", RRType.Tlsa);
        Assert.Equal(expected, reply.ResponseCode);
        Assert.Empty(reply.Answers);
        Assert.DoesNotContain(reply.Authorities, record => record.Type == RRType.Nsec);
        Assert.Equal(ResponseCode.NoError, net.Ask("mail.test.", RRType.A).ResponseCode);
    }

    [Fact]
    public void Denial_can_be_missing()
    {
        TestnetDns net = With(new DnsFault(DnsFaultKind.MissingDenial));
        foreach (string name in new[] { "no.test.", "mail.test.", "x.w.test." })
            Assert.DoesNotContain(net.Ask(name, name[0] == 'x' ? RRType.A : RRType.MX).Authorities, record => record.Type == RRType.Nsec);
    }

    [Fact]
    public void DNSKEY_can_be_missing()
    {
        TestnetDns net = With(new DnsFault(DnsFaultKind.MissingDnskey));
        Assert.Empty(net.Ask("test.", RRType.Dnskey).Answers);
        Assert.NotEmpty(Only(net, "mail.test.", RRType.A).Signatures);
    }

    [Fact]
    public void Records_can_be_forged()
    {
        TestnetDns net = With(new DnsFault(DnsFaultKind.Forged) { Type = RRType.MX, Records = "@ MX 10 attacker.example." });
        Message reply = net.Ask("test.", RRType.MX);
        Assert.Equal(["test. 300 IN MX 10 attacker.example."], Asking.Lines(reply.Answers));
        Assert.DoesNotContain(reply.Answers, record => record.Type == RRType.Rrsig);
    }

    [Fact]
    public void Transports_can_fail()
    {
        Message query = Asking.Query("mail.test.", RRType.A, Asking.Do());
        Assert.Null(With(new DnsFault(DnsFaultKind.NoReply)).Answer(query, DnsTransport.Udp));
        Assert.NotEqual(query.Id, With(new DnsFault(DnsFaultKind.WrongId)).Answer(query, DnsTransport.Udp)!.Id);

        TestnetDns truncating = With(new DnsFault(DnsFaultKind.TruncatedOverUdp));
        Message cut = truncating.Answer(query, DnsTransport.Udp)!;
        Assert.True(cut.Flags.HasFlag(MessageFlags.Truncated));
        Assert.Empty(cut.Answers);
        Assert.NotEmpty(truncating.Answer(query, DnsTransport.Tcp)!.Answers);

        byte[]? garbage = With(new DnsFault(DnsFaultKind.Garbage)).Answer(query.ToWire(), DnsTransport.Udp);
        Assert.NotNull(garbage);
        Assert.False(Message.TryRead(garbage, out _, out _));
    }

    [Fact]
    public void A_resolver_can_strip_DNSSEC()
    {
        Message reply = Broken(ResolverFault.StripsDnssec).Ask("mail.test.", RRType.A);
        Assert.Equal(["mail.test. 300 IN A 192.0.2.1"], reply.Answers.Select(record => record.ToString()));
        Assert.NotNull(reply.Edns);
    }

    [Fact]
    public void A_resolver_can_ignore_EDNS()
    {
        Message reply = Broken(ResolverFault.IgnoresEdns).Ask("mail.test.", RRType.A);
        Assert.Single(reply.Answers);
        Assert.Null(reply.Edns);
    }

    [Theory]
    [InlineData(ResolverFault.RefusesAll, ResponseCode.Refused)]
    [InlineData(ResolverFault.ServFailsAll, ResponseCode.ServFail)]
    public void A_resolver_can_fail_always(ResolverFault fault, ResponseCode expected) =>
        Assert.Equal(expected, Broken(fault).Ask("mail.test.", RRType.A).ResponseCode);

    [Fact]
    public void A_resolver_can_be_dead() =>
        Assert.Null(Broken(ResolverFault.NeverReplies).Answer(Asking.Query("mail.test.", RRType.A, Asking.Do()), DnsTransport.Tcp));

    [Fact]
    public void A_resolver_can_lie_about_all()
    {
        TestnetDns net = Broken(ResolverFault.LiesAboutAll);
        Assert.NotEqual(["mail.test. 300 IN A 192.0.2.1"], Asking.Lines(net.Ask("mail.test.", RRType.A).Answers));
        Assert.Equal(["no.such. 300 IN MX 10 no.such."], net.Ask("no.such.", RRType.MX).Answers.Select(record => record.ToString()));
    }

    private static RRset Only(TestnetDns net, string name, RRType type) => Assert.Single(RRset.Group(net.Ask(name, type).Answers));

    private static TestnetDns With(DnsFault fault) => Asking.Net(Zone.At("test.", Records) with { Faults = [fault] });

    private static TestnetDns Broken(ResolverFault fault) => new([Zone.At("test.", Records)], new FixedTime(Asking.Now)) { Fault = fault };
}
