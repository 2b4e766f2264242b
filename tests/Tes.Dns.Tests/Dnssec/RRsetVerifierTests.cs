using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Xunit;

namespace Tes.Dns.Tests.Dnssec;

public sealed class RRsetVerifierTests
{
    private static readonly DomainName Zone = DomainName.Parse("example.org");
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly RRset Unsigned = MasterFile.RRset("mx.example.org. 3600 IN A 192.0.2.1\nmx.example.org. 3600 IN A 192.0.2.2");
    private static readonly TestKey Key = TestKey.P256;

    public static TheoryData<DnssecAlgorithm> Algorithms() =>
    [
        DnssecAlgorithm.RsaSha1, DnssecAlgorithm.RsaSha1Nsec3Sha1, DnssecAlgorithm.RsaSha256, DnssecAlgorithm.RsaSha512,
        DnssecAlgorithm.EcdsaP256Sha256, DnssecAlgorithm.EcdsaP384Sha384, DnssecAlgorithm.Ed25519, DnssecAlgorithm.Ed448,
    ];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void No_bit_of_records_signature_or_key_can_be_changed(DnssecAlgorithm algorithm)
    {
        TestKey key = TestKey.Create(algorithm);
        RRset signed = key.Sign(Unsigned, Zone, Now);
        Assert.IsType<RRsetVerdict.Verified>(Verify(signed, key.Rdata));
        RrsigRdata signature = signed.Signatures[0];

        foreach (byte[] rdata in Flips(Unsigned.Rdatas[0].Span))
            Refused(With(signed, rdatas: [rdata, Unsigned.Rdatas[1]]), key.Rdata);
        // Ed448 is slow here: every octet, but not every bit.
        int step = algorithm == DnssecAlgorithm.Ed448 ? 7 : 1;
        foreach (byte[] octets in Flips(signature.Signature.Span, step))
            Refused(With(signed, signature with { Signature = octets }), key.Rdata);
        foreach (byte[] octets in Flips(signature.Signature.Span[..1]))
            Refused(With(signed, signature with { Signature = (byte[])[.. octets, .. signature.Signature.Span] }), key.Rdata);
        Refused(With(signed, signature with { Signature = signature.Signature[1..] }), key.Rdata);
        Refused(With(signed, signature with { Signature = signature.Signature[..^1] }), key.Rdata);
        Refused(With(signed, signature with { Signature = ReadOnlyMemory<byte>.Empty }), key.Rdata);
        foreach (byte[] publicKey in Flips(key.Rdata.PublicKey.Span, step))
        {
            // The tag is no secret, so an attacker makes it fit.
            DnskeyRdata changed = key.Rdata with { PublicKey = publicKey };
            Refused(With(signed, signature with { KeyTag = KeyTag.Of(changed) }), changed);
        }
    }

    [Fact]
    public void No_bit_of_the_RRSIG_s_fields_can_be_changed()
    {
        RRset signed = Key.Sign(Unsigned, Zone, Now);
        RrsigRdata signature = signed.Signatures[0];
        for (int bit = 0; bit < 32; bit++)
        {
            uint flip = 1u << bit;
            Refused(With(signed, signature with { OriginalTtl = signature.OriginalTtl ^ flip }), Key.Rdata);
            Refused(With(signed, signature with { Inception = signature.Inception ^ flip }), Key.Rdata);
            Refused(With(signed, signature with { Expiration = signature.Expiration ^ flip }), Key.Rdata);
            if (bit < 16)
            {
                Refused(With(signed, signature with { KeyTag = (ushort)(signature.KeyTag ^ flip) }), Key.Rdata);
                Refused(With(signed, signature with { TypeCovered = (RRType)((ushort)signature.TypeCovered ^ flip) }), Key.Rdata);
            }

            if (bit < 8)
            {
                Refused(With(signed, signature with { Labels = (byte)(signature.Labels ^ flip) }), Key.Rdata);
                Refused(With(signed, signature with { Algorithm = (DnssecAlgorithm)((byte)signature.Algorithm ^ flip) }), Key.Rdata);
            }
        }

        byte[] owner = Unsigned.Owner.Wire.ToArray();
        foreach (byte[] wire in Flips(owner))
        {
            if (DomainName.TryReadUncompressed(wire, out DomainName? name, out int length) && length == wire.Length && name != Unsigned.Owner)
                Refused(new RRset(name, RRType.A, RRClass.IN, 3600, signed.Rdatas, signed.Signatures), Key.Rdata);
        }

        Refused(new RRset(Unsigned.Owner, RRType.A, RRClass.CH, 3600, signed.Rdatas, signed.Signatures), Key.Rdata);
        Refused(new RRset(Unsigned.Owner, (RRType)65_280, RRClass.IN, 3600, signed.Rdatas, [signature with { TypeCovered = (RRType)65_280 }]), Key.Rdata);
        Refused(With(signed, rdatas: [Unsigned.Rdatas[0]]), Key.Rdata);
        Refused(With(signed, rdatas: [.. Unsigned.Rdatas, (byte[])[192, 0, 2, 3]]), Key.Rdata);
    }

    [Fact]
    public void Case_order_and_TTL_in_the_message_do_not_matter_RFC_4034_section_6()
    {
        RRset mx = MasterFile.RRset("Example.ORG. 3600 IN MX 10 Mx.Example.org.\nexample.org. 3600 IN MX 5 b.example.org.");
        RRset signed = Key.Sign(mx, Zone, Now);
        RRset received = MasterFile.RRset("example.org. 7 IN MX 5 B.EXAMPLE.org.\nexample.org. 7 IN MX 10 mx.example.ORG.");
        var verified = Assert.IsType<RRsetVerdict.Verified>(
            Verify(new RRset(received.Owner, received.Type, received.Class, received.Ttl, received.Rdatas, signed.Signatures)));
        Assert.Equal(7u, verified.Ttl);
    }

    [Fact]
    public void Records_equal_in_canonical_form_are_signed_once_RFC_4034_section_6_3()
    {
        RRset once = MasterFile.RRset("example.org. 3600 IN MX 10 mx.example.org.");
        RRset twice = MasterFile.RRset("example.org. 3600 IN MX 10 mx.example.org.\nexample.org. 3600 IN MX 10 MX.example.org.");
        Assert.Equal(2, twice.Rdatas.Count);
        Assert.IsType<RRsetVerdict.Verified>(Verify(With(twice, Key.Sign(once, Zone, Now).Signatures[0])));
    }

    [Fact]
    public void The_TTL_ends_with_the_signature_and_with_the_original_TTL_RFC_4035_section_5_3_3()
    {
        Assert.Equal(3600u, Ttl(Key.Sign(Unsigned, Zone, Now), Now));
        Assert.Equal(600u, Ttl(Key.Sign(Unsigned, Zone, Now), Now.AddDays(1).AddSeconds(-600)));
        RRset stretched = With(Key.Sign(Unsigned, Zone, Now), ttl: 1_000_000);
        Assert.Equal(3600u, Ttl(stretched, Now));

        static uint Ttl(RRset rrset, DateTimeOffset at) =>
            Assert.IsType<RRsetVerdict.Verified>(RRsetVerifier.Verify(rrset, Zone, [new ZoneKey(Key.Rdata)], DnssecPolicy.Default, at)).Ttl;
    }

    [Theory]
    [InlineData(-86_400, null)]
    [InlineData(-86_401, SignatureFault.NotYetValid)]
    [InlineData(86_400, null)]
    [InlineData(86_401, SignatureFault.Expired)]
    public void Validity_includes_both_ends(int seconds, SignatureFault? fault) =>
        Assert.Equal(fault, Fault(Key.Sign(Unsigned, Zone, Now), at: Now.AddSeconds(seconds)));

    [Fact]
    public void Clock_skew_widens_both_ends()
    {
        DnssecPolicy policy = DnssecPolicy.Default with { ClockSkew = TimeSpan.FromHours(1) };
        RRset signed = Key.Sign(Unsigned, Zone, Now);
        Assert.Null(Fault(signed, policy: policy, at: Now.AddSeconds(86_400 + 3600)));
        Assert.Equal(SignatureFault.Expired, Fault(signed, policy: policy, at: Now.AddSeconds(86_400 + 3601)));
        Assert.Null(Fault(signed, policy: policy, at: Now.AddSeconds(-86_400 - 3600)));
        Assert.Equal(SignatureFault.NotYetValid, Fault(signed, policy: policy, at: Now.AddSeconds(-86_400 - 3601)));
    }

    // RFC 4034 §3.1.5 with RFC 1982: 32 bits, which wrap on 2106-02-07 at 06:28:16.
    [Fact]
    public void Times_are_compared_by_serial_arithmetic_across_the_wrap_of_2106()
    {
        var wrap = new DateTimeOffset(2106, 2, 7, 6, 28, 16, TimeSpan.Zero);
        RRset signed = Key.Sign(Unsigned, Zone, wrap);
        Assert.True(signed.Signatures[0].Expiration < signed.Signatures[0].Inception);
        Assert.Null(Fault(signed, at: wrap.AddHours(-1)));
        Assert.Null(Fault(signed, at: wrap));
        Assert.Null(Fault(signed, at: wrap.AddHours(1)));
        Assert.Equal(SignatureFault.Expired, Fault(signed, at: wrap.AddDays(2)));
        Assert.Equal(SignatureFault.NotYetValid, Fault(signed, at: wrap.AddDays(-2)));
    }

    [Fact]
    public void An_expiration_before_the_inception_is_never_valid() =>
        Assert.Equal(SignatureFault.ExpiredBeforeValid, Fault(Key.Sign(Unsigned, Zone, Now, rrsig => rrsig with { Inception = rrsig.Expiration, Expiration = rrsig.Inception })));

    // --at takes any time; what is said about it must not fail.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Any_time_at_all_can_be_asked_about(bool last)
    {
        DateTimeOffset at = last ? DateTimeOffset.MaxValue : DateTimeOffset.MinValue;
        foreach (uint time in new uint[] { 0, int.MaxValue, 1u << 31, uint.MaxValue, (uint)Now.ToUnixTimeSeconds() })
        {
            RRset signed = Key.Sign(Unsigned, Zone, Now, rrsig => rrsig with { Inception = time, Expiration = time });
            Assert.NotNull(Fault(signed, at: at));
        }
    }

    [Fact]
    public void An_RRset_without_RRSIG_is_named_so() => Assert.Equal(SignatureFault.Missing, Fault(Unsigned));

    // RFC 4035 §5.3.1
    [Theory]
    [InlineData("org")]
    [InlineData(".")]
    [InlineData("mx.example.org")]
    [InlineData("example.net")]
    [InlineData("a.mx.example.org")]
    public void The_signer_must_be_the_zone(string signer) =>
        Assert.Equal(SignatureFault.WrongSigner, Fault(Key.Sign(Unsigned, Zone, Now, rrsig => rrsig with { SignerName = DomainName.Parse(signer) })));

    [Theory]
    [InlineData("example.net")]
    [InlineData("org")]
    [InlineData("badexample.org")]
    public void A_zone_signs_no_name_outside_of_it(string owner)
    {
        var foreign = new RRset(DomainName.Parse(owner), RRType.A, RRClass.IN, 3600, Unsigned.Rdatas, []);
        Assert.Equal(SignatureFault.WrongSigner, Fault(Key.Sign(foreign, Zone, Now)));
    }

    [Theory]
    [InlineData(0, SignatureFault.WrongSigner)]
    [InlineData(1, SignatureFault.WrongSigner)]
    [InlineData(2, null)]
    [InlineData(3, null)]
    [InlineData(4, SignatureFault.NotApplicable)]
    [InlineData(255, SignatureFault.NotApplicable)]
    public void Labels_name_the_owner_or_a_wildcard_within_the_zone(byte labels, SignatureFault? fault)
    {
        RRset signed = Key.Sign(Unsigned, Zone, Now, rrsig => rrsig with { Labels = labels });
        Assert.Equal(fault, Fault(signed));
        if (fault is null)
            Assert.Equal(labels == 3 ? null : DomainName.Parse("*.example.org"), Assert.IsType<RRsetVerdict.Verified>(Verify(signed)).Wildcard);
    }

    [Fact]
    public void A_wildcard_owner_itself_is_not_an_expansion()
    {
        var wildcard = new RRset(DomainName.Parse("*.example.org"), RRType.A, RRClass.IN, 3600, Unsigned.Rdatas, []);
        Assert.Null(Assert.IsType<RRsetVerdict.Verified>(Verify(Key.Sign(wildcard, Zone, Now))).Wildcard);
        // RFC 4034 §3.1.3: the asterisk is not counted, so a count with it is a different claim.
        Assert.Equal(SignatureFault.NotApplicable, Fault(Key.Sign(wildcard, Zone, Now, rrsig => rrsig with { Labels = 3 })));
    }

    [Fact]
    public void The_root_zone_has_wildcards_too()
    {
        RRset signed = Key.Sign(MasterFile.RRset("com. 60 IN TXT x"), DomainName.Root, Now, rrsig => rrsig with { Labels = 0 });
        var verified = Assert.IsType<RRsetVerdict.Verified>(RRsetVerifier.Verify(signed, DomainName.Root, [new ZoneKey(Key.Rdata)], DnssecPolicy.Default, Now));
        Assert.Equal("*.", verified.Wildcard!.ToString());
    }

    // RFC 4034 §2.1.1, §2.1.2, RFC 5011 §2.1
    [Theory]
    [InlineData(0x0001, 3)]
    [InlineData(0x0181, 3)]
    [InlineData(0x0180, 3)]
    [InlineData(0x0101, 2)]
    [InlineData(0x0101, 0)]
    public void Keys_that_are_no_zone_keys_are_revoked_or_have_another_protocol_sign_nothing(ushort flags, byte protocol)
    {
        DnskeyRdata key = Key.Rdata with { Flags = flags, Protocol = protocol };
        RRset signed = Key.Sign(Unsigned, Zone, Now, rrsig => rrsig with { KeyTag = KeyTag.Of(key) });
        Assert.Equal(SignatureFault.KeyNotForRRsets, Fault(signed, key));
        Assert.IsType<KeySetVerdict.Untrusted>(KeySetVerifier.Verify(KeySet(key), [Ds(key)], [], DnssecPolicy.Default, Now));
    }

    [Fact]
    public void The_SEP_flag_does_not_matter()
    {
        DnskeyRdata key = Key.Rdata with { Flags = 0x0100 };
        Assert.Null(Fault(Key.Sign(Unsigned, Zone, Now, rrsig => rrsig with { KeyTag = KeyTag.Of(key) }), key));
    }

    [Fact]
    public void One_good_RRSIG_is_enough_wherever_it_stands()
    {
        RrsigRdata good = Key.Sign(Unsigned, Zone, Now).Signatures[0];
        RrsigRdata[] bad =
        [
            good with { Signature = new byte[64] }, good with { Algorithm = (DnssecAlgorithm)200 }, good with { SignerName = DomainName.Root },
            good with { Expiration = good.Inception }, good with { Labels = 200 },
        ];
        Assert.IsType<RRsetVerdict.Verified>(Verify(With(Unsigned, [.. bad, good])));
        Assert.IsType<RRsetVerdict.Verified>(Verify(With(Unsigned, [good, .. bad])));
        Assert.Equal(SignatureFault.Expired, Fault(With(Unsigned, bad)));
    }

    // CVE-2023-50387: the work for one RRset is bounded however many RRSIGs and keys an attacker sends.
    [Fact]
    public void RRSIGs_are_tried_up_to_the_limit()
    {
        RrsigRdata good = Key.Sign(Unsigned, Zone, Now).Signatures[0];
        RrsigRdata[] Bad(int count) => [.. Enumerable.Range(1, count).Select(i => good with { Signature = (byte[])[.. new byte[63], (byte)i] })];
        Assert.IsType<RRsetVerdict.Verified>(Verify(With(Unsigned, [.. Bad(7), good])));
        Assert.IsType<RRsetVerdict.Unverified>(Verify(With(Unsigned, [.. Bad(8), good])));
        // What costs nothing is not counted.
        RrsigRdata[] foreign = [.. Enumerable.Range(0, 100).Select(i => good with { SignerName = DomainName.Parse($"a{i}.example.org") })];
        Assert.IsType<RRsetVerdict.Verified>(Verify(With(Unsigned, [.. foreign, good])));
    }

    [Fact]
    public void Keys_with_one_tag_are_tried_up_to_the_limit()
    {
        DnskeyRdata[] Colliding(int count) => [.. Enumerable.Range(0, count).Select(i => WithTag(TestKey.Other.Rdata, KeyTag.Of(Key.Rdata), i))];
        Assert.All(Colliding(5), key => Assert.Equal(KeyTag.Of(Key.Rdata), KeyTag.Of(key)));
        RRset signed = Key.Sign(Unsigned, Zone, Now);
        Assert.IsType<RRsetVerdict.Verified>(Verify(signed, [.. Colliding(3), Key.Rdata]));
        Assert.Equal(SignatureFault.LimitReached, Fault(signed, [.. Colliding(4), Key.Rdata]));
    }

    [Fact]
    public void An_algorithm_that_the_policy_excludes_is_not_used()
    {
        TestKey key = TestKey.Create(DnssecAlgorithm.RsaSha1);
        DnssecPolicy policy = DnssecPolicy.Default with { Sha1 = Sha1Handling.TreatAsUnsupported };
        Assert.Equal(SignatureFault.UnsupportedAlgorithm, Fault(key.Sign(Unsigned, Zone, Now), key.Rdata, policy));
        Assert.Null(Fault(key.Sign(Unsigned, Zone, Now), key.Rdata));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void One_key_serves_many_threads(DnssecAlgorithm algorithm)
    {
        TestKey key = TestKey.Create(algorithm);
        RRset good = key.Sign(Unsigned, Zone, Now);
        RRset bad = With(good, rdatas: [(byte[])[192, 0, 2, 99]]);
        ZoneKey[] keys = [new ZoneKey(key.Rdata)];
        bool[] verified = new bool[200];
        Parallel.For(0, verified.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            verified[i] = RRsetVerifier.Verify(i % 3 == 0 ? bad : good, Zone, keys, DnssecPolicy.Default, Now) is RRsetVerdict.Verified);
        Assert.Equal(Enumerable.Range(0, verified.Length).Select(i => i % 3 != 0), verified);
    }

    [Fact]
    public void Every_fault_has_a_text_for_people_that_is_safe_to_show()
    {
        var owner = DomainName.Parse(@"\027[2J.example.org");
        RrsigRdata good = Key.Sign(Unsigned, Zone, Now).Signatures[0];
        foreach (RrsigRdata signature in new[] { good, good with { Labels = 99 }, good with { SignerName = owner }, good with { Algorithm = 0 }, good with { KeyTag = 1 }, good with { Expiration = good.Inception } })
        {
            var rrset = new RRset(owner, RRType.A, RRClass.IN, 1, Unsigned.Rdatas, [signature]);
            Assert.All(Assert.IsType<RRsetVerdict.Unverified>(Verify(rrset)).Error.Text, character => Assert.InRange(character, ' ', '~'));
        }
    }

    private static DsRdata Ds(DnskeyRdata key) =>
        new(KeyTag.Of(key), key.Algorithm, DsDigestType.Sha256, DelegationSigner.ComputeDigest(DsDigestType.Sha256, Zone, key)!);

    private static RRset KeySet(DnskeyRdata key)
    {
        byte[] rdata = [(byte)(key.Flags >> 8), (byte)key.Flags, key.Protocol, (byte)key.Algorithm, .. key.PublicKey.Span];
        return Key.Sign(new RRset(Zone, RRType.Dnskey, RRClass.IN, 3600, [rdata], []), Zone, Now, rrsig => rrsig with { KeyTag = KeyTag.Of(key) });
    }

    // Any tag can be had by changing two octets of a key: the sum is linear.
    private static DnskeyRdata WithTag(DnskeyRdata key, ushort tag, int variant)
    {
        byte[] octets = key.PublicKey.ToArray();
        octets[4] = (byte)variant;
        for (int value = 0; value <= ushort.MaxValue; value++)
        {
            (octets[0], octets[1]) = ((byte)(value >> 8), (byte)value);
            DnskeyRdata changed = key with { PublicKey = octets };
            if (KeyTag.Of(changed) == tag)
                return changed;
        }

        throw new InvalidOperationException("no such key");
    }

    private static void Refused(RRset rrset, DnskeyRdata key) => Assert.IsType<RRsetVerdict.Unverified>(Verify(rrset, key));

    private static SignatureFault? Fault(RRset rrset, DnskeyRdata? key = null, DnssecPolicy? policy = null, DateTimeOffset? at = null) =>
        Fault(rrset, [key ?? Key.Rdata], policy, at);

    private static SignatureFault? Fault(RRset rrset, DnskeyRdata[] keys, DnssecPolicy? policy = null, DateTimeOffset? at = null)
    {
        RRsetVerdict verdict = RRsetVerifier.Verify(rrset, Zone, [.. keys.Select(key => new ZoneKey(key))], policy ?? DnssecPolicy.Default, at ?? Now);
        return (verdict as RRsetVerdict.Unverified)?.Fault;
    }

    private static RRsetVerdict Verify(RRset rrset, params DnskeyRdata[] keys) =>
        RRsetVerifier.Verify(rrset, Zone, [.. (keys.Length == 0 ? [Key.Rdata] : keys).Select(key => new ZoneKey(key))], DnssecPolicy.Default, Now);

    private static RRset With(RRset rrset, params RrsigRdata[] signatures) =>
        new(rrset.Owner, rrset.Type, rrset.Class, rrset.Ttl, rrset.Rdatas, signatures);

    private static RRset With(RRset rrset, IReadOnlyList<ReadOnlyMemory<byte>>? rdatas = null, uint? ttl = null) =>
        new(rrset.Owner, rrset.Type, rrset.Class, ttl ?? rrset.Ttl, rdatas ?? rrset.Rdatas, rrset.Signatures);

    private static IEnumerable<byte[]> Flips(ReadOnlySpan<byte> octets, int step = 1)
    {
        byte[] original = octets.ToArray();
        return Enumerable.Range(0, original.Length * 8).Where(bit => bit % step == 0).Select(bit =>
        {
            byte[] changed = [.. original];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            return changed;
        });
    }
}
