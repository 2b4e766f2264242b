using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Testnet.Dns;
using Xunit;

namespace Tes.Testnet.Tests.Dns;

public class SignedZoneTests
{
    private const string Records = """
        @       MX 10 Mail
        mail    A 192.0.2.1
        a.b.ent A 192.0.2.2
        *.wild  A 192.0.2.3
        *.alias CNAME mail
        cname   CNAME mail
        away    CNAME mail.other.test.
        dname   DNAME other.test.
        """;

    public static TheoryData<DnssecAlgorithm, DsDigestType> Signings => new()
    {
        { DnssecAlgorithm.RsaSha1, DsDigestType.Sha1 },
        { DnssecAlgorithm.RsaSha1Nsec3Sha1, DsDigestType.Sha256 },
        { DnssecAlgorithm.RsaSha256, DsDigestType.Sha256 },
        { DnssecAlgorithm.RsaSha512, DsDigestType.Sha384 },
        { DnssecAlgorithm.EcdsaP256Sha256, DsDigestType.Sha256 },
        { DnssecAlgorithm.EcdsaP384Sha384, DsDigestType.Sha384 },
        { DnssecAlgorithm.Ed25519, DsDigestType.Sha256 },
        { DnssecAlgorithm.Ed448, DsDigestType.Sha256 },
    };

    public static TheoryData<Denial> Denials => new()
    {
        new Denial.Nsec(),
        new Denial.Nsec3(),
        new Denial.Nsec3 { Iterations = 5, Salt = "ABCD" },
        new Denial.Nsec3 { OptOut = OptOut.Set },
    };

    [Theory]
    [MemberData(nameof(Signings))]
    public void The_chain_from_the_root_verifies(DnssecAlgorithm algorithm, DsDigestType digestType)
    {
        TestnetDns net = Asking.Net(Zone.At("test.", Records) with { Signing = new ZoneSigning { Algorithm = algorithm, DigestType = digestType } });

        RRset ds = Assert.Single(RRset.Group(net.Ask("test.", RRType.DS).Answers));
        net.AssertVerified(ds, ".");
        DsRdata published = Assert.Single(ds.Read<DsRdata>());
        Assert.Equal((algorithm, digestType), (published.Algorithm, published.DigestType));
        ZoneKey vouched = Assert.Single(net.Keys("test."), key => DelegationSigner.Matches(published, DomainName.Parse("test."), key));
        RRset dnskey = Assert.Single(RRset.Group(net.Ask("test.", RRType.Dnskey).Answers));
        Assert.Equal(vouched, net.AssertVerified(dnskey, "test.").Key, (left, right) => left.Tag == right.Tag);
        net.AssertVerified(Assert.Single(RRset.Group(net.Ask("test.", RRType.MX).Answers)), "test.");
    }

    [Fact]
    public void The_trust_anchors_are_those_of_the_root()
    {
        TestnetDns net = Asking.Net();
        IReadOnlyList<ZoneKey> keys = net.Keys(".");
        foreach (string text in new[] { net.TrustAnchorDs, net.TrustAnchorDnskey })
            Assert.True(TrustAnchorSet.TryRead(text, out _, out _), text);
        RRset dnskey = Assert.Single(RRset.Group(net.Ask(".", RRType.Dnskey).Answers));
        Assert.True(net.AssertVerified(dnskey, ".").Key.Rdata.IsSecureEntryPoint);
        Assert.Contains(Convert.ToBase64String(Assert.Single(keys, key => key.Rdata.IsSecureEntryPoint).Rdata.PublicKey.Span), net.TrustAnchorDnskey, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_makes_the_same_keys()
    {
        static string Anchor(string seed) => new TestnetDns([], TimeProvider.System, seed).TrustAnchorDs;
        Assert.Equal(Anchor("one"), Anchor("one"));
        Assert.NotEqual(Anchor("one"), Anchor("two"));
    }

    [Theory]
    [MemberData(nameof(Denials))]
    public void Absence_is_proven(Denial denial)
    {
        TestnetDns net = Asking.Net(Zone.At("test.", Records) with { Signing = new ZoneSigning { Denial = denial } });

        Message reply = net.Ask("no.such.name.test.", RRType.A);
        Assert.Equal(ResponseCode.NXDomain, reply.ResponseCode);
        Assert.Equal(DenialOutcome.Proven, Strictly(net.Proof(reply, "test.").ProveNXDomain(DomainName.Parse("no.such.name.test."))));
        net.AssertVerified(Assert.Single(RRset.Group(reply.Authorities), set => set.Type == RRType.Soa), "test.");

        foreach (string name in new[] { "mail.test.", "test.", "ent.test.", "b.ent.test.", "any.wild.test.", "wild.test." })
        {
            reply = net.Ask(name, RRType.Tlsa);
            Assert.Equal(ResponseCode.NoError, reply.ResponseCode);
            Assert.Empty(reply.Answers);
            Assert.Equal(DenialOutcome.Proven, Strictly(net.Proof(reply, "test.").ProveNoData(DomainName.Parse(name), RRType.Tlsa)));
        }

        reply = net.Ask("a.b.wild.test.", RRType.A);
        RRset expanded = Assert.Single(RRset.Group(reply.Answers));
        Assert.Equal(DomainName.Parse("a.b.wild.test."), expanded.Owner);
        DomainName? wildcard = net.AssertVerified(expanded, "test.").Wildcard;
        Assert.Equal(DomainName.Parse("*.wild.test."), wildcard);
        Assert.Equal(DenialOutcome.Proven, Strictly(net.Proof(reply, "test.").ProveWildcardExpansion(expanded.Owner, wildcard!)));

        // With opt-out every span may hide unsigned delegations; the proof is as good as it gets.
        DenialOutcome Strictly(DenialOutcome outcome) =>
            denial is Denial.Nsec3 { OptOut: OptOut.Set } && outcome == DenialOutcome.ProvenByOptOut ? DenialOutcome.Proven : outcome;
    }

    [Theory]
    [MemberData(nameof(Denials))]
    public void An_insecure_delegation_is_proven(Denial denial)
    {
        TestnetDns net = Asking.Net(
            Zone.At("test.") with { Signing = new ZoneSigning { Denial = denial } },
            Zone.At("unsigned.test.", "@ A 192.0.2.9") with { Signing = null });

        Message reply = net.Ask("unsigned.test.", RRType.DS);
        Assert.Empty(reply.Answers);
        DenialOutcome outcome = net.Proof(reply, "test.").ProveNoData(DomainName.Parse("unsigned.test."), RRType.DS);
        Assert.Equal(denial is Denial.Nsec3 { OptOut: OptOut.Set } ? DenialOutcome.ProvenByOptOut : DenialOutcome.Proven, outcome);
        Assert.Equal(["unsigned.test. 300 IN A 192.0.2.9"], Asking.Lines(net.Ask("unsigned.test.", RRType.A).Answers));
        Assert.DoesNotContain(net.Ask("unsigned.test.", RRType.A).Answers, record => record.Type == RRType.Rrsig);
    }

    [Fact]
    public void Aliases_are_followed_across_zones_each_with_its_signature()
    {
        TestnetDns net = Asking.Net(Zone.At("test.", Records), Zone.At("other.test.", "mail A 192.0.2.7"));

        Message reply = net.Ask("away.test.", RRType.A);
        Assert.Equal(["away.test. 300 IN CNAME mail.other.test.", "mail.other.test. 300 IN A 192.0.2.7"], Asking.Lines(reply.Answers));
        IReadOnlyList<RRset> sets = RRset.Group(reply.Answers);
        net.AssertVerified(sets[0], "test.");
        net.AssertVerified(sets[1], "other.test.");

        reply = net.Ask("x.alias.test.", RRType.A);
        Assert.Equal(["x.alias.test. 300 IN CNAME mail.test.", "mail.test. 300 IN A 192.0.2.1"], Asking.Lines(reply.Answers));
        Assert.NotNull(net.AssertVerified(RRset.Group(reply.Answers)[0], "test.").Wildcard);

        reply = net.Ask("cname.test.", RRType.Cname);
        Assert.Equal(["cname.test. 300 IN CNAME mail.test."], Asking.Lines(reply.Answers));
    }

    [Fact]
    public void A_DNAME_makes_an_unsigned_CNAME_RFC6672_3_1()
    {
        TestnetDns net = Asking.Net(Zone.At("test.", Records), Zone.At("other.test.", "mail A 192.0.2.7"));
        Message reply = net.Ask("mail.dname.test.", RRType.A);
        Assert.Equal(
            ["dname.test. 300 IN DNAME other.test.", "mail.dname.test. 300 IN CNAME mail.other.test.", "mail.other.test. 300 IN A 192.0.2.7"],
            Asking.Lines(reply.Answers));
        IReadOnlyList<RRset> sets = RRset.Group(reply.Answers);
        net.AssertVerified(sets[0], "test.");
        Assert.Empty(sets[1].Signatures);
        Assert.Equal(ResponseCode.NXDomain, net.Ask("no.dname.test.", RRType.A).ResponseCode);
    }

    [Fact]
    public void A_loop_of_aliases_ends_in_SERVFAIL() =>
        Assert.Equal(ResponseCode.ServFail, Asking.Net(Zone.At("test.", "a CNAME b\nb CNAME a")).Ask("a.test.", RRType.A).ResponseCode);

    [Theory]
    [InlineData(DsState.Absent, 0)]
    [InlineData(DsState.Wrong, 1)]
    [InlineData(DsState.UnknownAlgorithm, 1)]
    [InlineData(DsState.UnknownDigestType, 1)]
    public void The_parent_can_say_something_else(DsState state, int records)
    {
        TestnetDns net = Asking.Net(Zone.At("test.", Records) with { Signing = new ZoneSigning { Ds = state } });
        Message reply = net.Ask("test.", RRType.DS);
        Assert.Equal(records, Asking.Lines(reply.Answers).Length);
        if (records == 0)
        {
            Assert.Equal(DenialOutcome.Proven, net.Proof(reply, ".").ProveNoData(DomainName.Parse("test."), RRType.DS));
            return;
        }

        DsRdata ds = Assert.Single(Assert.Single(RRset.Group(reply.Answers)).Read<DsRdata>());
        Assert.DoesNotContain(net.Keys("test."), key => DelegationSigner.Matches(ds, DomainName.Parse("test."), key));
        Assert.Equal(state == DsState.Wrong, DnssecPolicy.Default.Supports(ds.Algorithm) && DnssecPolicy.Default.Supports(ds.DigestType));
    }

    [Fact]
    public void A_clock_that_moves_gets_new_signatures()
    {
        var time = new FixedTime(Asking.Now);
        var net = new TestnetDns([Zone.At("test.", Records)], time);
        net.AssertVerified(Assert.Single(RRset.Group(net.Ask("test.", RRType.MX).Answers)), "test.");
        time.Now = Asking.Now.AddDays(60);
        net.AssertVerified(Assert.Single(RRset.Group(net.Ask("test.", RRType.MX).Answers)), "test.", time.Now);
    }

    [Fact]
    public void Derived_RDATA_is_made_once_and_only_when_asked_for()
    {
        int made = 0;
        DomainName owner = DomainName.Parse("_25._tcp.mail.test.");
        var derived = new DerivedRecord(owner, RRType.Tlsa, () => (byte[])[3, 1, 1, (byte)++made]);
        TestnetDns net = Asking.Net(Zone.At("test.", Records) with { Derived = [derived] });
        net.Ask("test.", RRType.MX);
        Assert.Equal(0, made);
        Assert.Equal(["_25._tcp.mail.test. 300 IN TLSA 3 1 1 01"], Asking.Lines(net.Ask(owner.ToString(), RRType.Tlsa).Answers));
        net.AssertVerified(Assert.Single(RRset.Group(net.Ask(owner.ToString(), RRType.Tlsa).Answers)), "test.");
        Assert.Equal(1, made);
    }

    [Theory]
    [InlineData("@ MX")]
    [InlineData("elsewhere.example. A 192.0.2.1")]
    public void A_wrong_declaration_is_an_exception(string records) =>
        Assert.Throws<FormatException>(() => Asking.Net(Zone.At("test.", records)).Ask("test.", RRType.MX));
}
