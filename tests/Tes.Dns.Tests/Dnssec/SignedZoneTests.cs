using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Xunit;

namespace Tes.Dns.Tests.Dnssec;

/// <summary>Whole zones signed by BIND, one for each algorithm: testdata/signed-zones.</summary>
public sealed class SignedZoneTests
{
    // Only to look at all NSEC3 records of a zone at once.
    private static readonly DnssecPolicy AllRecords = DnssecPolicy.Default with { MaxNsec3Records = 1000 };
    private static readonly DateTimeOffset Within = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Zones() =>
        [.. Directory.GetFiles(Path.Combine(MasterFile.Folder, "signed-zones"), "*.zone").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Zones))]
    public void Every_RRset_verifies(string zone)
    {
        Load(zone, out DomainName apex, out IReadOnlyList<ZoneKey> keys, out IReadOnlyList<RRset> rrsets);
        Assert.True(rrsets.Count(rrset => rrset.Signatures.Count > 0) > 40);
        foreach (RRset rrset in rrsets.Where(rrset => rrset.Signatures.Count > 0))
        {
            RRsetVerdict verdict = RRsetVerifier.Verify(rrset, apex, keys, DnssecPolicy.Default, Within);
            Assert.True(verdict is RRsetVerdict.Verified { Wildcard: null }, $"{rrset.Owner} {rrset.Type}: {(verdict as RRsetVerdict.Unverified)?.Error}");
        }

        RRset[] unsigned = [.. rrsets.Where(rrset => rrset.Signatures.Count == 0)];
        Assert.Equal(3, unsigned.Length);
        Assert.All(unsigned, rrset => Assert.Equal(RRType.NS, rrset.Type));
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void Each_DS_leads_to_the_keys(string zone)
    {
        Load(zone, out _, out _, out IReadOnlyList<RRset> rrsets);
        RRset keySet = rrsets.Single(rrset => rrset.Type == RRType.Dnskey);
        DsRdata[] signers = [.. RRset.Group(MasterFile.Load($"signed-zones/{zone}.ds")).SelectMany(rrset => rrset.Read<DsRdata>())];
        Assert.Equal([DsDigestType.Sha1, DsDigestType.Sha256, DsDigestType.Sha384], signers.Select(ds => ds.DigestType));
        foreach (DsRdata ds in signers)
        {
            var trusted = Assert.IsType<KeySetVerdict.Trusted>(KeySetVerifier.Verify(keySet, [ds], [], DnssecPolicy.Default, Within));
            Assert.Equal(2, trusted.Keys.Count);
            Assert.Equal(ds.KeyTag, trusted.Verified.Key.Tag);
            Assert.True(trusted.Verified.Key.Rdata.IsSecureEntryPoint);
            DsRdata wrong = ds with { Digest = (byte[])[.. ds.Digest.Span[..^1], (byte)(ds.Digest.Span[^1] ^ 1)] };
            Assert.IsType<KeySetVerdict.Untrusted>(KeySetVerifier.Verify(keySet, [wrong], [], DnssecPolicy.Default, Within));
        }
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void A_wildcard_expanded_verifies_as_its_wildcard(string zone)
    {
        Load(zone, out DomainName apex, out IReadOnlyList<ZoneKey> keys, out IReadOnlyList<RRset> rrsets);
        RRset wildcard = rrsets.Single(rrset => rrset.Type == RRType.Txt && rrset.Owner.IsWildcard);
        var expanded = new RRset(DomainName.Parse($"a.b.wild.{apex}"), RRType.Txt, RRClass.IN, wildcard.Ttl, wildcard.Rdatas, wildcard.Signatures);
        var verified = Assert.IsType<RRsetVerdict.Verified>(RRsetVerifier.Verify(expanded, apex, keys, DnssecPolicy.Default, Within));
        Assert.Equal(wildcard.Owner, verified.Wildcard);
        var elsewhere = new RRset(DomainName.Parse($"a.b.other.{apex}"), RRType.Txt, RRClass.IN, wildcard.Ttl, wildcard.Rdatas, wildcard.Signatures);
        Assert.IsType<RRsetVerdict.Unverified>(RRsetVerifier.Verify(elsewhere, apex, keys, DnssecPolicy.Default, Within));
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void Denials_are_proven_by_the_zone_s_records(string zone)
    {
        Load(zone, out DomainName apex, out IReadOnlyList<ZoneKey> keys, out IReadOnlyList<RRset> rrsets);
        DomainName Name(string label) => label.Length == 0 ? apex : DomainName.Parse($"{label}.{apex}");
        ValidatedRRset[] denials = [.. rrsets.Where(rrset => rrset.Type is RRType.Nsec or RRType.Nsec3)
            .Select(rrset => (rrset, verdict: Assert.IsType<RRsetVerdict.Verified>(RRsetVerifier.Verify(rrset, apex, keys, DnssecPolicy.Default, Within))))
            .Select(pair => new ValidatedRRset(pair.rrset, SecurityStatus.Secure, apex, null, pair.verdict.Signature, pair.verdict.Wildcard))];
        var proof = new DenialProof(apex, denials, AllRecords);
        // ecdsap384 opts out, and so leaves its insecure delegations out of the chain.
        bool optOut = denials.Any(set => set.RRset.Type == RRType.Nsec3 && set.RRset.Read<Nsec3Rdata>().Any(nsec3 => nsec3.IsOptOut));
        DenialOutcome proven = optOut ? DenialOutcome.ProvenByOptOut : DenialOutcome.Proven;
        Assert.Equal(proven, proof.ProveNXDomain(Name("nothing")));
        Assert.Equal(proven, proof.ProveNXDomain(Name("x.y.mail")));
        Assert.Equal(DenialOutcome.NotProven, proof.ProveNXDomain(Name("mail")));
        Assert.Equal(DenialOutcome.NotProven, proof.ProveNXDomain(Name("b.ent")));
        Assert.Equal(DenialOutcome.NotProven, proof.ProveNXDomain(Name("x.wild")));
        Assert.Equal(DenialOutcome.NotProven, proof.ProveNXDomain(Name("x.moved")));
        Assert.Equal(DenialOutcome.NotProven, proof.ProveNXDomain(Name("x.secure")));
        Assert.Equal(DenialOutcome.Proven, proof.ProveNoData(Name("MAIL"), RRType.MX));
        Assert.Equal(DenialOutcome.NotProven, proof.ProveNoData(Name("MAIL"), RRType.A));
        Assert.Equal(DenialOutcome.NotProven, proof.ProveNoData(Name("backup"), RRType.A));
        Assert.Equal(DenialOutcome.Proven, proof.ProveNoData(Name("b.ent"), RRType.A));
        Assert.Equal(proven, proof.ProveNoData(Name("x.wild"), RRType.A));
        Assert.Equal(proven, proof.ProveWildcardExpansion(Name("x.wild"), Name("*.wild")));
        Assert.Equal(DenialOutcome.NotProven, proof.ProveNoData(Name("secure"), RRType.A));
        Assert.Equal(DelegationOutcome.NotProven, proof.ProveNoDelegationSigner(Name("secure")));
        Assert.Equal(DelegationOutcome.NotProven, proof.ProveNoDelegationSigner(apex));
        Assert.Equal(DelegationOutcome.None, proof.ProveNoDelegationSigner(Name("mail")));
        Assert.Equal(DelegationOutcome.None, proof.ProveNoDelegationSigner(Name("ent")));
        Assert.Equal(optOut ? DelegationOutcome.InsecureByOptOut : DelegationOutcome.Insecure, proof.ProveNoDelegationSigner(Name("insecure")));
    }

    private static void Load(string zone, out DomainName apex, out IReadOnlyList<ZoneKey> keys, out IReadOnlyList<RRset> rrsets)
    {
        apex = DomainName.Parse($"{zone}.example");
        rrsets = RRset.Group(MasterFile.Load($"signed-zones/{zone}.zone"));
        keys = [.. rrsets.Single(rrset => rrset.Type == RRType.Dnskey).Read<DnskeyRdata>().Select(key => new ZoneKey(key))];
    }
}
