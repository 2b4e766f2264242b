using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Xunit;

namespace Tes.Dns.Tests.Dnssec;

/// <summary>Single denials, each with the records that a server sends for it or an attacker would.</summary>
public sealed class DenialProofTests
{
    private const string LastNsec = "z.example. 300 IN NSEC example. A RRSIG NSEC";
    private const string ApexNsec = "example. 300 IN NSEC a.example. NS SOA RRSIG NSEC DNSKEY";

    private static readonly DomainName Zone = DomainName.Parse("example");

    // subject, records, expected. NXDOMAIN of x.y.example and friends.
    [Theory]
    [InlineData("x.example", "w.example. 300 IN NSEC y.example. A RRSIG NSEC", DenialOutcome.NotProven, "the wildcard is not denied (RFC 4035 §5.4)")]
    [InlineData("x.example", "w.example. 300 IN NSEC y.example. A RRSIG NSEC\n" + ApexNsec, DenialOutcome.Proven, "both are")]
    [InlineData("x.example", ApexNsec, DenialOutcome.NotProven, "only the wildcard is denied")]
    [InlineData("x.example", "example. 300 IN NSEC example. NS SOA RRSIG NSEC DNSKEY", DenialOutcome.Proven, "one NSEC is the whole chain")]
    [InlineData("zz.example", LastNsec + "\n" + ApexNsec, DenialOutcome.Proven, "the last NSEC wraps to the apex")]
    [InlineData("w.example", "w.example. 300 IN NSEC y.example. A RRSIG NSEC\n" + ApexNsec, DenialOutcome.NotProven, "the owner of an NSEC exists")]
    [InlineData("y.example", "w.example. 300 IN NSEC y.example. A RRSIG NSEC\n" + ApexNsec, DenialOutcome.NotProven, "the next name exists")]
    [InlineData("y.example", "w.example. 300 IN NSEC a.y.example. A RRSIG NSEC\n" + ApexNsec, DenialOutcome.NotProven, "an empty non-terminal exists")]
    [InlineData("x.w.example", "w.example. 300 IN NSEC y.example. NS RRSIG NSEC\n" + ApexNsec, DenialOutcome.NotProven, "below a delegation (RFC 6840 §4.1)")]
    [InlineData("x.w.example", "w.example. 300 IN NSEC y.example. NS DS RRSIG NSEC", DenialOutcome.NotProven, "below a secure delegation (RFC 6840 §4.1)")]
    [InlineData("x.w.example", "w.example. 300 IN NSEC y.example. A DNAME RRSIG NSEC\n" + ApexNsec, DenialOutcome.NotProven, "below a DNAME (RFC 6672 §5.3.2)")]
    [InlineData("x.w.example", "w.example. 300 IN NSEC y.example. A RRSIG NSEC", DenialOutcome.Proven, "one NSEC denies name and wildcard")]
    [InlineData("a.x.example", "*.example. 300 IN NSEC y.example. TXT RRSIG NSEC", DenialOutcome.NotProven, "the wildcard exists")]
    [InlineData("example", ApexNsec, DenialOutcome.NotProven, "the apex exists")]
    [InlineData("net", "example. 300 IN NSEC zzz. NS SOA RRSIG NSEC DNSKEY", DenialOutcome.NotProven, "a name outside of the zone")]
    [InlineData("nosuch", "example. 300 IN NSEC example. NS SOA RRSIG NSEC DNSKEY", DenialOutcome.NotProven, "another name outside of the zone")]
    public void NSEC_denials_of_names(string name, string records, DenialOutcome expected, string note) =>
        Assert.True(expected == Proof(records).ProveNXDomain(DomainName.Parse(name)), note);

    [Theory]
    [InlineData("w.example", RRType.MX, "w.example. 300 IN NSEC y.example. A RRSIG NSEC", DenialOutcome.Proven, "the type is not there")]
    [InlineData("w.example", RRType.A, "w.example. 300 IN NSEC y.example. A RRSIG NSEC", DenialOutcome.NotProven, "the type is there")]
    [InlineData("w.example", RRType.MX, "w.example. 300 IN NSEC y.example. CNAME RRSIG NSEC", DenialOutcome.NotProven, "an alias answers (RFC 6840 §4.3)")]
    [InlineData("w.example", RRType.MX, "w.example. 300 IN NSEC y.example. NS RRSIG NSEC", DenialOutcome.NotProven, "the parent's NSEC denies nothing of the child (RFC 6840 §4.1)")]
    [InlineData("w.example", RRType.Tlsa, "w.example. 300 IN NSEC y.example. NS DS RRSIG NSEC", DenialOutcome.NotProven, "the parent's NSEC, secure delegation")]
    [InlineData("w.example", RRType.DS, "w.example. 300 IN NSEC y.example. NS RRSIG NSEC", DenialOutcome.Proven, "an insecure delegation")]
    [InlineData("w.example", RRType.DS, "w.example. 300 IN NSEC y.example. NS DS RRSIG NSEC", DenialOutcome.NotProven, "a secure delegation")]
    [InlineData("example", RRType.DS, ApexNsec, DenialOutcome.NotProven, "the child's NSEC does not deny DS (RFC 6840 §4.4)")]
    [InlineData("example", RRType.MX, ApexNsec, DenialOutcome.Proven, "the apex lacks the type")]
    [InlineData("y.example", RRType.A, "w.example. 300 IN NSEC a.y.example. A RRSIG NSEC", DenialOutcome.Proven, "an empty non-terminal")]
    [InlineData("x.example", RRType.A, "w.example. 300 IN NSEC y.example. A RRSIG NSEC", DenialOutcome.NotProven, "a name that does not exist is not NODATA")]
    [InlineData("x.example", RRType.A, "w.example. 300 IN NSEC y.example. A RRSIG NSEC\n*.example. 300 IN NSEC a.example. TXT RRSIG NSEC", DenialOutcome.Proven, "a wildcard without the type")]
    [InlineData("x.example", RRType.Txt, "w.example. 300 IN NSEC y.example. A RRSIG NSEC\n*.example. 300 IN NSEC a.example. TXT RRSIG NSEC", DenialOutcome.NotProven, "a wildcard with the type")]
    [InlineData("x.example", RRType.A, "w.example. 300 IN NSEC y.example. A RRSIG NSEC\n*.example. 300 IN NSEC a.example. CNAME RRSIG NSEC", DenialOutcome.NotProven, "a wildcard alias")]
    [InlineData("x.example", RRType.A, "*.example. 300 IN NSEC a.example. TXT RRSIG NSEC", DenialOutcome.NotProven, "the name itself is not denied")]
    [InlineData("a.x.w.example", RRType.A, "w.example. 300 IN NSEC y.example. A RRSIG NSEC\n*.example. 300 IN NSEC a.example. TXT RRSIG NSEC", DenialOutcome.NotProven, "the wildcard is above the closest encloser")]
    [InlineData("x.example", RRType.A, "w.example. 300 IN NSEC y.example. A RRSIG NSEC\nexample. 300 IN NSEC a.*.example. NS SOA RRSIG NSEC DNSKEY", DenialOutcome.Proven, "a wildcard that is an empty non-terminal")]
    public void NSEC_denials_of_types(string name, RRType type, string records, DenialOutcome expected, string note) =>
        Assert.True(expected == Proof(records).ProveNoData(DomainName.Parse(name), type), note);

    [Fact]
    public void The_root_has_no_parent_to_ask_for_DS()
    {
        var proof = new DenialProof(DomainName.Root, Secure(". 300 IN NSEC aaa. NS SOA RRSIG NSEC DNSKEY", DomainName.Root), DnssecPolicy.Default);
        Assert.Equal(DenialOutcome.Proven, proof.ProveNoData(DomainName.Root, RRType.DS));
        Assert.Equal(DenialOutcome.Proven, proof.ProveNoData(DomainName.Root, RRType.MX));
        Assert.Equal(DenialOutcome.NotProven, proof.ProveNXDomain(DomainName.Root));
    }

    [Fact]
    public void An_NSEC_expanded_from_a_wildcard_denies_nothing_of_the_name_it_is_shown_at()
    {
        ValidatedRRset[] expanded = [.. Secure("x.example. 300 IN NSEC y.example. TXT RRSIG NSEC", Zone).Select(set => set with { Expansion = DomainName.Parse("*.example") })];
        var proof = new DenialProof(Zone, expanded, DnssecPolicy.Default);
        Assert.Equal(DenialOutcome.NotProven, proof.ProveNoData(DomainName.Parse("x.example"), RRType.A));
        Assert.Equal(DelegationOutcome.NotProven, proof.ProveNoDelegationSigner(DomainName.Parse("x.example")));
    }

    [Theory]
    [InlineData(SecurityStatus.Bogus)]
    [InlineData(SecurityStatus.Insecure)]
    [InlineData(SecurityStatus.Indeterminate)]
    public void Records_that_are_not_secure_prove_nothing(SecurityStatus security)
    {
        ValidatedRRset[] records = [.. Secure("w.example. 300 IN NSEC y.example. A RRSIG NSEC", Zone).Select(set => set with { Security = security })];
        Assert.Equal(DenialOutcome.NotProven, new DenialProof(Zone, records, DnssecPolicy.Default).ProveNoData(DomainName.Parse("w.example"), RRType.MX));
        Assert.Equal(DenialOutcome.NotProven, new DenialProof(Zone, [], DnssecPolicy.Default).ProveNoData(DomainName.Parse("w.example"), RRType.MX));
    }

    [Fact]
    public void NSEC3_with_more_iterations_than_the_limit_makes_insecure_and_proves_nothing_RFC_9276_section_3_2()
    {
        Assert.Equal(DenialOutcome.Proven, Nsec3(iterations: 150).ProveNoData(Zone, RRType.MX));
        Assert.Equal(DenialOutcome.TooManyIterations, Nsec3(iterations: 151).ProveNoData(Zone, RRType.MX));
        Assert.Equal(DenialOutcome.TooManyIterations, Nsec3(iterations: 65_535).ProveNXDomain(DomainName.Parse("x.example")));
        Assert.Equal(DelegationOutcome.TooManyIterations, Nsec3(iterations: 2500).ProveNoDelegationSigner(DomainName.Parse("x.example")));
    }

    // RFC 5155 §8.1, §8.2, §3.1.2
    [Fact]
    public void NSEC3_with_an_unknown_hash_unknown_flags_or_a_foreign_owner_is_passed_over()
    {
        Assert.Equal(DenialOutcome.NotProven, Nsec3(hash: 2).ProveNoData(Zone, RRType.MX));
        Assert.Equal(DenialOutcome.NotProven, Nsec3(flags: 2).ProveNoData(Zone, RRType.MX));
        Assert.Equal(DenialOutcome.NotProven, Nsec3(flags: 0x81).ProveNoData(Zone, RRType.MX));
        Assert.Equal(DenialOutcome.NotProven, Nsec3(parent: "sub.example").ProveNoData(Zone, RRType.MX));
        Assert.Equal(DenialOutcome.NotProven, Nsec3(parent: "net").ProveNoData(Zone, RRType.MX));
        Assert.Equal(DenialOutcome.NotProven, Nsec3(nextLength: 19).ProveNoData(Zone, RRType.MX));
        Assert.Equal(DenialOutcome.NotProven, Nsec3(nextLength: 255).ProveNXDomain(DomainName.Parse("x.example")));
        Assert.Equal(DenialOutcome.Proven, Nsec3().ProveNoData(Zone, RRType.MX));
    }

    [Fact]
    public void One_NSEC3_can_be_the_whole_chain()
    {
        Assert.Equal(DenialOutcome.Proven, Nsec3().ProveNXDomain(DomainName.Parse("x.example")));
        Assert.Equal(DenialOutcome.ProvenByOptOut, Nsec3(flags: 1).ProveNXDomain(DomainName.Parse("x.example")));
        Assert.Equal(DelegationOutcome.InsecureByOptOut, Nsec3(flags: 1).ProveNoDelegationSigner(DomainName.Parse("x.example")));
        Assert.Equal(DenialOutcome.NotProven, Nsec3().ProveNXDomain(Zone));
        Assert.Equal(DenialOutcome.NotProven, Nsec3(flags: 1).ProveNXDomain(DomainName.Parse("x.net")));
    }

    [Theory]
    [InlineData("example", "*.example")]
    [InlineData("x.example", "*.x.example")]
    [InlineData("x.example", "*.y.z.example")]
    [InlineData("x.net", "*.example")]
    public void A_wildcard_that_cannot_be_expanded_to_the_name_proves_nothing(string name, string wildcard)
    {
        Assert.Equal(DenialOutcome.NotProven, Nsec3().ProveWildcardExpansion(DomainName.Parse(name), DomainName.Parse(wildcard)));
        Assert.Equal(DenialOutcome.NotProven, Proof(ApexNsec + "\n" + LastNsec).ProveWildcardExpansion(DomainName.Parse(name), DomainName.Parse(wildcard)));
    }

    // RFC 5155 §8.2 allows to call it bogus; but each chain tells the truth, and Unbound takes both.
    [Fact]
    public void NSEC3_records_of_two_chains_prove_together()
    {
        ValidatedRRset apex = Record(Nsec3Hash.Compute(Zone, [], 0), Nsec3Hash.Compute(Zone, [], 0).AsSpan().ToArray(), 1, 0, 0, "example");
        byte[] before = new byte[20];
        byte[] last = [.. Enumerable.Repeat((byte)0xff, 20)];
        ValidatedRRset other = Record(before, last, 1, 0, 7, "example");
        DomainName name = DomainName.Parse("x.example");
        ValidatedRRset narrow = apex with { RRset = Record(Nsec3Hash.Compute(Zone, [], 0), Plus(Nsec3Hash.Compute(Zone, [], 0)), 1, 0, 0, "example").RRset };
        Assert.Equal(DenialOutcome.NotProven, new DenialProof(Zone, [narrow], DnssecPolicy.Default).ProveNXDomain(name));
        Assert.Equal(DenialOutcome.NotProven, new DenialProof(Zone, [other], DnssecPolicy.Default).ProveNXDomain(name));
        Assert.Equal(DenialOutcome.Proven, new DenialProof(Zone, [narrow, other], DnssecPolicy.Default).ProveNXDomain(name));
        Assert.Equal(DenialOutcome.Proven, new DenialProof(Zone, [apex, other], DnssecPolicy.Default).ProveNXDomain(name));

        static byte[] Plus(byte[] hash) => [.. hash[..19], (byte)(hash[19] + 1)];
    }

    [Fact]
    public void More_NSEC3_records_than_the_limit_prove_nothing_CVE_2023_50868()
    {
        byte[] apex = Nsec3Hash.Compute(Zone, [], 0);
        ValidatedRRset[] Records(int count) => [Record(apex, apex, 1, 0, 0, "example"), .. Enumerable.Range(1, count - 1).Select(i => Record([.. new byte[19], (byte)i], [.. new byte[19], (byte)(i + 1)], 1, 0, 0, "example"))];
        Assert.Equal(DenialOutcome.Proven, new DenialProof(Zone, Records(8), DnssecPolicy.Default).ProveNXDomain(DomainName.Parse("x.example")));
        Assert.Equal(DenialOutcome.NotProven, new DenialProof(Zone, Records(9), DnssecPolicy.Default).ProveNXDomain(DomainName.Parse("x.example")));
    }

    private static DenialProof Proof(string records) => new(Zone, Secure(records, Zone), DnssecPolicy.Default);

    private static ValidatedRRset[] Secure(string records, DomainName zone) =>
        [.. RRset.Group(MasterFile.Read(records)).Select(set => new ValidatedRRset(set, SecurityStatus.Secure, zone, null, null, null))];

    // The NSEC3 of an apex that is the only name of its zone.
    private static DenialProof Nsec3(byte hash = 1, byte flags = 0, ushort iterations = 0, string parent = "example", int nextLength = 20)
    {
        byte[] apex = Nsec3Hash.Compute(Zone, [], Math.Min((int)iterations, 200));
        byte[] next = [.. Enumerable.Range(0, nextLength).Select(i => apex[i % 20])];
        return new DenialProof(Zone, [Record(apex, next, hash, flags, iterations, parent)], DnssecPolicy.Default);
    }

    private static ValidatedRRset Record(byte[] owner, byte[] next, byte hash, byte flags, ushort iterations, string parent)
    {
        byte[] types = TypeBitmap.Of([RRType.NS, RRType.Soa, RRType.Dnskey, RRType.Nsec3Param, RRType.Rrsig]).Octets.ToArray();
        byte[] rdata = [hash, flags, (byte)(iterations >> 8), (byte)iterations, 0, (byte)next.Length, .. next, .. types];
        var rrset = new RRset(DomainName.Parse($"{Base32Hex.Encode(owner)}.{parent}"), RRType.Nsec3, RRClass.IN, 300, [rdata], []);
        return new ValidatedRRset(rrset, SecurityStatus.Secure, Zone, null, null, null);
    }
}
