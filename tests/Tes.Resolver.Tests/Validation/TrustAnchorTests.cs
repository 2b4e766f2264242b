using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Testnet.Dns;
using Xunit;
using static Tes.Resolver.Tests.Internet;

namespace Tes.Resolver.Tests.Validation;

public sealed class TrustAnchorTests
{
    private const string NobodysDs = "DS 1 13 2 0000000000000000000000000000000000000000000000000000000000000000";

    private readonly Clock _clock = new();
    private readonly TestnetDns _dns;

    public TrustAnchorTests() => _dns = NewDns(_clock);

    [Fact]
    public async Task DS_and_DNSKEY_anchors_are_as_good()
    {
        Assert.Equal("Found Secure", await Outcome("www.signed.test", _dns.TrustAnchorDs));
        Assert.Equal("Found Secure", await Outcome("www.signed.test", _dns.TrustAnchorDnskey));
        Assert.Equal("Found Secure", await Outcome("www.signed.test", $"{_dns.TrustAnchorDs}\n. IN {NobodysDs}"));
        Assert.Equal("Bogus", await Outcome("www.signed.test", $". IN {NobodysDs}"));
    }

    [Fact]
    public async Task An_island_below_an_insecure_delegation_is_secure_with_an_anchor_of_its_own()
    {
        string island = AnchorOf("island.unsigned.test");
        Assert.Equal("Found Secure", await Outcome("www.island.unsigned.test", $"{_dns.TrustAnchorDs}\n{island}"));
        Assert.Equal("Found Insecure", await Outcome("www.deep.unsigned.test", $"{_dns.TrustAnchorDs}\n{island}"));
        Assert.Equal("Found Secure", await Outcome("www.signed.test", $"{_dns.TrustAnchorDs}\n{island}"));
        Assert.Equal("Found Secure", await Outcome("www.island.unsigned.test", island));
        Assert.Equal("NXDomain Secure", await Outcome("nothing.island.unsigned.test", island));
    }

    // RFC 4033 §5
    [Fact]
    public async Task Names_without_an_anchor_above_are_indeterminate()
    {
        string island = AnchorOf("island.unsigned.test");
        Assert.Equal("Found Indeterminate", await Outcome("www.signed.test", island));
        Assert.Equal("Found Indeterminate", await Outcome("www.unsigned.test", island));
        Assert.Equal("NXDomain Indeterminate", await Outcome("nothing.signed.test", island));
        Assert.Equal("Found Indeterminate", await Outcome("island.unsigned.test", island, RRType.DS));
        // RFC 4035 §2.4: the DS at an anchor's owner belongs to the zone above it, of which nothing is known.
        Assert.Equal("NoData Indeterminate", await Outcome("no-ds.test", AnchorOf("no-ds.test"), RRType.DS));
        // The weakest link counts here as well.
        Assert.Equal("Found Indeterminate", await Outcome("secure.aliases.test", AnchorOf("signed.test")));
    }

    [Fact]
    public async Task The_closest_anchor_governs_even_where_the_one_above_would_do()
    {
        Assert.Equal("Bogus", await Outcome("www.signed.test", $"{_dns.TrustAnchorDs}\nsigned.test. IN {NobodysDs}"));
        Assert.Equal("Bogus", await Outcome("www.sub.signed.test", $"{_dns.TrustAnchorDs}\nsigned.test. IN {NobodysDs}"));
        Assert.Equal("Found Secure", await Outcome("www.nsec3.test", $"{_dns.TrustAnchorDs}\nsigned.test. IN {NobodysDs}"));
        Assert.Equal("Found Secure", await Outcome("www.wrong-ds.test", $"{_dns.TrustAnchorDs}\n{AnchorOf("wrong-ds.test")}"));
    }

    // The wildcard of signed.test reaches a name below an anchor whose zone does not exist: signed.test has no say there.
    [Fact]
    public async Task A_signer_above_the_closest_anchor_is_not_accepted()
    {
        Assert.Equal("Found Secure", await Outcome("a.b.wild.signed.test", _dns.TrustAnchorDs, RRType.Txt));
        Assert.Equal("Bogus", await Outcome("a.b.wild.signed.test", $"{_dns.TrustAnchorDs}\nb.wild.signed.test. IN {NobodysDs}", RRType.Txt));
        Assert.Equal("Bogus", await Outcome("a.b.wild.signed.test", $"{_dns.TrustAnchorDs}\nb.wild.signed.test. IN {NobodysDs}", RRType.MX));
    }

    // RFC 4035 §5.2
    [Fact]
    public async Task An_anchor_with_nothing_supported_makes_insecure()
    {
        Assert.Equal("Found Insecure", await Outcome("www.signed.test", ". IN DS 1 200 2 0000000000000000000000000000000000000000000000000000000000000000"));
        Assert.Equal("Found Insecure", await Outcome("www.signed.test", ". IN DS 1 13 200 00"));
        Assert.Equal("Found Insecure", await Outcome("www.signed.test", ". IN DNSKEY 257 3 200 AAAA"));
        Assert.Equal("Found Secure", await Outcome("www.signed.test", $". IN DNSKEY 257 3 200 AAAA\n{_dns.TrustAnchorDs}"));
    }

    private async Task<string> Outcome(string name, string anchors, RRType type = RRType.A)
    {
        ResolverOptions options = new() { Upstreams = [], TrustAnchors = Anchors(anchors) };
        return (await LookUp(name, type, new FakeUpstream(_dns), options)).Outcome();
    }

    private string AnchorOf(string zone)
    {
        DomainName apex = DomainName.Parse(zone);
        RRset keySet = RRset.Group(new FakeUpstream(_dns).Genuine(new Question(apex, RRType.Dnskey))!.Answers).Single(rrset => rrset.Type == RRType.Dnskey);
        DnskeyRdata key = keySet.Read<DnskeyRdata>().First(candidate => candidate.IsSecureEntryPoint);
        return $"{apex} IN DS {KeyTag.Of(key)} {(byte)key.Algorithm} 2 {Convert.ToHexString(DelegationSigner.ComputeDigest(DsDigestType.Sha256, apex, key)!)}";
    }
}
