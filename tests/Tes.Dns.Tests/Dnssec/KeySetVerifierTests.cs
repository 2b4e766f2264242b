using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Xunit;

namespace Tes.Dns.Tests.Dnssec;

public sealed class KeySetVerifierTests
{
    private static readonly DomainName Zone = DomainName.Parse("example.org");
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TestKey Vouched = TestKey.P256;
    private static readonly TestKey Other = TestKey.Other;

    [Fact]
    public void All_keys_of_a_set_signed_by_a_vouched_key_are_trusted()
    {
        var trusted = Assert.IsType<KeySetVerdict.Trusted>(Verify(Vouched.Sign(KeySet(), Zone, Now), [Ds(Vouched)]));
        Assert.Equal(2, trusted.Keys.Count);
        Assert.Equal(KeyTag.Of(Vouched.Rdata), trusted.Verified.Key.Tag);
    }

    [Fact]
    public void A_DNSKEY_anchor_vouches_as_a_DS_does() =>
        Assert.IsType<KeySetVerdict.Trusted>(Verify(Vouched.Sign(KeySet(), Zone, Now), [], [Vouched.Rdata]));

    // RFC 4035 §5.2: the vouched key itself must have signed, not just any key of the set.
    [Fact]
    public void A_set_signed_by_another_of_its_keys_is_not_trusted()
    {
        RRset byOther = Other.Sign(KeySet(), Zone, Now);
        Assert.Equal(ExtendedDnsErrorCode.RrsigsMissing, Error(Verify(byOther, [Ds(Vouched)])));
        Assert.Equal(ExtendedDnsErrorCode.RrsigsMissing, Error(Verify(byOther, [], [Vouched.Rdata])));
        Assert.IsType<KeySetVerdict.Trusted>(Verify(Vouched.Sign(byOther, Zone, Now), [Ds(Vouched)]));
    }

    [Fact]
    public void A_set_without_the_vouched_key_is_not_trusted()
    {
        var stranger = TestKey.Create(DnssecAlgorithm.Ed25519);
        Assert.Equal(ExtendedDnsErrorCode.DnskeyMissing, Error(Verify(Vouched.Sign(KeySet(), Zone, Now), [Ds(stranger)])));
        Assert.Equal(ExtendedDnsErrorCode.DnskeyMissing, Error(Verify(Vouched.Sign(KeySet(), Zone, Now), [])));
        Assert.Equal(ExtendedDnsErrorCode.RrsigsMissing, Error(Verify(KeySet(), [Ds(Vouched)])));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    public void A_digest_must_agree_in_every_octet(int octet)
    {
        DsRdata right = Ds(Vouched);
        byte[] digest = right.Digest.ToArray();
        digest[octet] ^= 0x80;
        RRset signed = Vouched.Sign(KeySet(), Zone, Now);
        Assert.IsType<KeySetVerdict.Untrusted>(Verify(signed, [right with { Digest = digest }]));
        Assert.IsType<KeySetVerdict.Untrusted>(Verify(signed, [right with { Digest = right.Digest[..octet] }]));
        Assert.IsType<KeySetVerdict.Untrusted>(Verify(signed, [right with { Digest = (byte[])[.. right.Digest.Span, 0] }]));
        Assert.IsType<KeySetVerdict.Untrusted>(Verify(signed, [right with { KeyTag = (ushort)(right.KeyTag + 1) }]));
        Assert.IsType<KeySetVerdict.Untrusted>(Verify(signed, [right with { Algorithm = DnssecAlgorithm.Ed25519 }]));
        Assert.IsType<KeySetVerdict.Untrusted>(Verify(signed, [right with { DigestType = (DsDigestType)200 }]));
    }

    [Fact]
    public void The_digest_is_over_the_zone_s_own_name()
    {
        DsRdata elsewhere = Ds(Vouched, zone: DomainName.Parse("example.net"));
        Assert.IsType<KeySetVerdict.Untrusted>(Verify(Vouched.Sign(KeySet(), Zone, Now), [elsewhere]));
        Assert.IsType<KeySetVerdict.Trusted>(Verify(Vouched.Sign(KeySet(), Zone, Now), [Ds(Vouched, zone: DomainName.Parse("EXAMPLE.org"))]));
    }

    // RFC 5011 §2.1
    [Fact]
    public void A_revoked_key_is_no_anchor()
    {
        DnskeyRdata revoked = Vouched.Rdata with { Flags = 0x0181 };
        RRset set = Vouched.Sign(KeySet(revoked), Zone, Now, rrsig => rrsig with { KeyTag = KeyTag.Of(revoked) });
        Assert.IsType<KeySetVerdict.Untrusted>(Verify(set, [], [Vouched.Rdata]));
        Assert.IsType<KeySetVerdict.Untrusted>(Verify(set, [], [revoked]));
        Assert.IsType<KeySetVerdict.Untrusted>(Verify(set, [Ds(Vouched) with { KeyTag = KeyTag.Of(revoked), Digest = DelegationSigner.ComputeDigest(DsDigestType.Sha256, Zone, revoked)! }]));
    }

    [Fact]
    public void More_keys_than_the_limit_are_refused_and_as_many_are_not()
    {
        RRset Of(int count) => new(
            Zone, RRType.Dnskey, RRClass.IN, 3600, [Wire(Vouched.Rdata), .. Enumerable.Range(1, count - 1).Select(i => (ReadOnlyMemory<byte>)(byte[])[1, 0, 3, 13, (byte)i])], []);
        Assert.IsType<KeySetVerdict.Trusted>(Verify(Vouched.Sign(Of(32), Zone, Now), [Ds(Vouched)]));
        Assert.IsType<KeySetVerdict.Untrusted>(Verify(Vouched.Sign(Of(33), Zone, Now), [Ds(Vouched)]));
    }

    // RFC 4509 §3, RFC 4035 §5.2
    [Fact]
    public void Usable_DS_are_those_supported_and_SHA_1_only_where_nothing_stronger_is()
    {
        DsRdata sha256 = Ds(Vouched);
        DsRdata sha1 = sha256 with { DigestType = DsDigestType.Sha1 };
        DsRdata unknownDigest = sha256 with { DigestType = (DsDigestType)200 };
        DsRdata gost = sha256 with { DigestType = DsDigestType.Gost94 };
        DsRdata unknownAlgorithm = sha256 with { Algorithm = (DnssecAlgorithm)200 };
        DsRdata md5 = sha256 with { Algorithm = DnssecAlgorithm.RsaMd5 };
        DsRdata deletion = new(0, DnssecAlgorithm.Delete, 0, new byte[1]);
        Assert.Equal([sha256], DelegationSigner.Usable([sha1, sha256, unknownDigest], DnssecPolicy.Default));
        Assert.Equal([sha1], DelegationSigner.Usable([sha1, unknownDigest, sha256 with { Algorithm = (DnssecAlgorithm)200 }], DnssecPolicy.Default));
        Assert.Empty(DelegationSigner.Usable([unknownDigest, gost, unknownAlgorithm, md5, deletion], DnssecPolicy.Default));
        Assert.Empty(DelegationSigner.Usable([sha1], DnssecPolicy.Default with { Sha1 = Sha1Handling.TreatAsUnsupported }));
        Assert.Empty(DelegationSigner.Usable([], DnssecPolicy.Default));
    }

    private static RRset KeySet(DnskeyRdata? first = null) =>
        new(Zone, RRType.Dnskey, RRClass.IN, 3600, [Wire(first ?? Vouched.Rdata), Wire(Other.Rdata)], []);

    private static ReadOnlyMemory<byte> Wire(DnskeyRdata key) =>
        (byte[])[(byte)(key.Flags >> 8), (byte)key.Flags, key.Protocol, (byte)key.Algorithm, .. key.PublicKey.Span];

    private static DsRdata Ds(TestKey key, DomainName? zone = null) =>
        new(KeyTag.Of(key.Rdata), key.Rdata.Algorithm, DsDigestType.Sha256, DelegationSigner.ComputeDigest(DsDigestType.Sha256, zone ?? Zone, key.Rdata)!);

    private static KeySetVerdict Verify(RRset keySet, IReadOnlyList<DsRdata> signers, IReadOnlyList<DnskeyRdata>? anchors = null) =>
        KeySetVerifier.Verify(keySet, signers, anchors ?? [], DnssecPolicy.Default, Now);

    private static ExtendedDnsErrorCode Error(KeySetVerdict verdict) => Assert.IsType<KeySetVerdict.Untrusted>(verdict).Error.Code;
}
