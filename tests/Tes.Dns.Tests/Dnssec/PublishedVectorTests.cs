using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Xunit;

namespace Tes.Dns.Tests.Dnssec;

/// <summary>The examples of RFCs and keys known to everybody: testdata/published.</summary>
public sealed class PublishedVectorTests
{
    public static TheoryData<string> Files() =>
        [.. Directory.GetFiles(Path.Combine(MasterFile.Folder, "published"), "*.zone").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Tags_digests_and_signatures_are_as_published(string file)
    {
        IReadOnlyList<RRset> rrsets = RRset.Group(MasterFile.Load(Path.Combine("published", file)));
        RRset keySet = Assert.Single(rrsets, rrset => rrset.Type == RRType.Dnskey);
        ZoneKey[] keys = [.. keySet.Read<DnskeyRdata>().Select(key => new ZoneKey(key))];
        int checks = 0;
        foreach (DsRdata ds in rrsets.Where(rrset => rrset.Type == RRType.DS).SelectMany(rrset => rrset.Read<DsRdata>()))
        {
            Assert.Contains(keys, key => DelegationSigner.Matches(ds, keySet.Owner, key));
            checks++;
        }

        foreach (RRset rrset in rrsets.Where(rrset => rrset.Signatures.Count > 0))
        {
            DateTimeOffset within = DateTimeOffset.FromUnixTimeSeconds(rrset.Signatures[0].Inception).AddDays(1);
            var verified = Assert.IsType<RRsetVerdict.Verified>(RRsetVerifier.Verify(rrset, keySet.Owner, keys, DnssecPolicy.Default, within));
            Assert.Equal(rrset.Signatures[0].KeyTag, verified.Key.Tag);
            checks++;
        }

        Assert.True(checks > 0, "the file shows nothing");
    }

    // RFC 8080 §6.2 prints an RRSIG of example.com that counts three labels: made with the key, yet not to be accepted.
    [Fact]
    public void The_signature_of_RFC_8080_section_6_2_is_the_key_s_but_does_not_fit_its_RRset()
    {
        RRset rrset = MasterFile.RRset("""
            example.com. 3600 IN MX 10 mail.example.com.
            example.com. 3600 IN RRSIG MX 16 3 3600 1440021600 1438207200 9713 example.com. (
                Nmc0rgGKpr3GKYXcB1JmqqS4NYwhmechvJTqVzt3jR+Qy/lSLFoIk1L+9e39GPL+5tVzDPN3f9kAwiu8KCuPPjtl227ayaCZtRKZuJax7n9N
                uYlZJIusX0SOIOKBGzG+yWYtz1/jjbzl5GGkWvREUCUA )
            """);
        DnskeyRdata key = RRset.Group(MasterFile.Load("published/rfc8080-6.2.zone")).Single(set => set.Type == RRType.Dnskey).Read<DnskeyRdata>().Single();
        RrsigRdata signature = rrset.Signatures[0];
        Assert.True(DnssecPublicKey.TryImport(key, out DnssecPublicKey? imported));
        Assert.True(imported.Verify(SignedData.Of(rrset, signature), signature.Signature.Span));
        RRsetVerdict verdict = RRsetVerifier.Verify(
            rrset, rrset.Owner, [new ZoneKey(key)], DnssecPolicy.Default, DateTimeOffset.FromUnixTimeSeconds(signature.Inception));
        Assert.Equal(SignatureFault.NotApplicable, Assert.IsType<RRsetVerdict.Unverified>(verdict).Fault);
    }

    // RFC 4034 appendix B.1: the tag of RSA/MD5 keys is part of the modulus. Keys and tag from ldns-keygen.
    [Theory]
    [InlineData("AwEAAcntNdoMnY8pvyPcpDTAaiqHyAhf53XUBANq166won/fjBFvmuzhTuP5r4el/pV0tzEBL73zpoU48BqF66uiL+qRijXCySJiaBUvLNll5rpwuduAOoVpmwOmkC4fV6izHOAx/Uy8c+pYP0YR8+1P7GuTFxgnMmt9sUGtoe+la0X/")]
    [InlineData("AwEAAf0bKO/m45ylk5BlSLmQHQRBLx1m/ZUXvyPFB387bJXxnTk6so3ub97L1RQ+8bOoiRh3Qm5EaYihjco7J8b/W5WbS3tVsE79nY584RfTKT2zcZ9AoFP2XLChXxPIf/6l0H9n6sH0aBjsG8vabEIp8e06INM3CXVPiMRPPeGNa0Ub")]
    public void Tags_of_RSA_MD5_keys_are_their_own_kind(string key) =>
        Assert.Equal(27461, KeyTag.Of(new DnskeyRdata(257, 3, DnssecAlgorithm.RsaMd5, Convert.FromBase64String(key))));

    // RFC 5155 appendix A: salt aabbccdd, 12 iterations; checked with nsec3hash of BIND 9.18.
    [Theory]
    [InlineData("example", "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom")]
    [InlineData("a.example", "35mthgpgcu1qg68fab165klnsnk3dpvl")]
    [InlineData("ai.example", "gjeqe526plbf1g8mklp59enfd789njgi")]
    [InlineData("ns1.example", "2t7b4g4vsa5smi47k61mv5bv1a22bojr")]
    [InlineData("ns2.example", "q04jkcevqvmu85r014c7dkba38o0ji5r")]
    [InlineData("w.example", "k8udemvp1j2f7eg6jebps17vp3n8i58h")]
    [InlineData("*.w.example", "r53bq7cc2uvmubfu5ocmm6pers9tk9en")]
    [InlineData("x.w.example", "b4um86eghhds6nea196smvmlo4ors995")]
    [InlineData("y.w.example", "ji6neoaepv8b5o6k4ev33abha8ht9fgc")]
    [InlineData("x.y.w.example", "2vptu5timamqttgl4luu9kg21e0aor3s")]
    [InlineData("XX.Example", "t644ebqk9bibcna874givr6joj62mlhv")]
    public void Hashed_names_are_those_of_RFC_5155_appendix_A(string name, string hash) =>
        Assert.Equal(hash, Base32Hex.Encode(Nsec3Hash.Compute(DomainName.Parse(name), [0xaa, 0xbb, 0xcc, 0xdd], 12)));

    [Fact]
    public void The_longest_name_is_hashed_with_the_longest_salt()
    {
        DomainName longest = DomainName.Parse(string.Join('.', Enumerable.Repeat("a", 127)));
        Assert.Equal(20, Nsec3Hash.Compute(longest, new byte[255], 1).Length);
    }
}
