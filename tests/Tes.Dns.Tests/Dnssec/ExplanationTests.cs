using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Xunit;

namespace Tes.Dns.Tests.Dnssec;

/// <summary>Verdicts say what was looked at, record by record.</summary>
public sealed class ExplanationTests
{
    private static readonly DomainName Zone = DomainName.Parse("example.org");
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TestKey Key = TestKey.P256;
    private static readonly RRset Unsigned = MasterFile.RRset("mx.example.org. 3600 IN A 192.0.2.1");

    [Fact]
    public void Every_RRSIG_that_did_not_convince_is_listed_with_its_own_fault()
    {
        RrsigRdata good = Key.Sign(Unsigned, Zone, Now).Signatures[0];
        RrsigRdata[] bad = [good with { KeyTag = (ushort)(good.KeyTag ^ 1) }, good with { Expiration = good.Inception }, good with { Signature = new byte[64] }];
        SignatureFault[] faults = [SignatureFault.NoSuchKey, SignatureFault.Expired, SignatureFault.Invalid];

        var verified = Assert.IsType<RRsetVerdict.Verified>(Verify(bad[0], bad[1], bad[2], good));
        Assert.Same(good, verified.Signature);
        Assert.Equal(faults, verified.Rejected.Select(rejected => rejected.Fault));
        Assert.Equal(bad, verified.Rejected.Select(rejected => rejected.Signature));

        var unverified = Assert.IsType<RRsetVerdict.Unverified>(Verify(bad));
        Assert.Equal(faults, unverified.Rejected.Select(rejected => rejected.Fault));
        Assert.Equal(SignatureFault.Expired, unverified.Fault);
        Assert.Equal(unverified.Rejected[1].Text, unverified.Error.Text);
    }

    [Fact]
    public void A_flood_of_RRSIGs_is_not_listed_whole_but_its_worst_fault_is_told()
    {
        RrsigRdata good = Key.Sign(Unsigned, Zone, Now).Signatures[0];
        RrsigRdata[] flood = [.. Enumerable.Range(0, 1000).Select(i => good with { SignerName = DomainName.Parse($"a{i}.example.org") }), good with { Expiration = good.Inception }];
        var unverified = Assert.IsType<RRsetVerdict.Unverified>(Verify(flood));
        Assert.Equal(16, unverified.Rejected.Count);
        Assert.Equal(SignatureFault.Expired, unverified.Fault);
    }

    // Kept with every answer that rests on it, 64 KiB of RRSIGs would cost whoever caches them a megabyte each.
    [Fact]
    public void A_flood_of_RRSIGs_is_not_kept()
    {
        RrsigRdata good = Key.Sign(Unsigned, Zone, Now).Signatures[0];
        RrsigRdata[] flood = [.. Enumerable.Range(0, 1000).Select(i => good with { SignerName = DomainName.Parse($"a{i}.example.org") })];
        var whole = new RRset(Unsigned.Owner, Unsigned.Type, Unsigned.Class, Unsigned.Ttl, Unsigned.Rdatas, [.. flood, good]);
        var verified = Assert.IsType<RRsetVerdict.Verified>(RRsetVerifier.Verify(whole, Zone, [new ZoneKey(Key.Rdata)], DnssecPolicy.Default, Now));
        ValidatedRRset kept = ValidatedRRset.Of(whole, Zone, verified);
        Assert.InRange(kept.RRset.Signatures.Count, 1, 24);
        Assert.Contains(kept.RRset.Signatures, signature => ReferenceEquals(signature, kept.Signature));
        var forged = new RRset(Unsigned.Owner, Unsigned.Type, Unsigned.Class, Unsigned.Ttl, Unsigned.Rdatas, flood);
        var unverified = Assert.IsType<RRsetVerdict.Unverified>(RRsetVerifier.Verify(forged, Zone, [new ZoneKey(Key.Rdata)], DnssecPolicy.Default, Now));
        Assert.InRange(ValidatedRRset.Of(forged, Zone, unverified).RRset.Signatures.Count, 1, 24);
    }

    [Fact]
    public void Every_DS_is_listed_with_what_it_does()
    {
        DsRdata right = Ds(DsDigestType.Sha256);
        DsRdata[] set =
        [
            right, right with { Digest = new byte[32] }, right with { KeyTag = (ushort)(right.KeyTag ^ 1) }, right with { Algorithm = (DnssecAlgorithm)200 },
            right with { DigestType = (DsDigestType)200 }, Ds(DsDigestType.Sha1),
        ];
        IReadOnlyList<CheckedDelegationSigner> signers = DelegationSigner.Check(set, Zone, [new ZoneKey(Key.Rdata)], DnssecPolicy.Default);
        Assert.Equal(set, signers.Select(signer => signer.Rdata));
        Assert.Equal(
            [
                DelegationSignerOutcome.Vouches, DelegationSignerOutcome.DigestDiffers, DelegationSignerOutcome.NoSuchKey, DelegationSignerOutcome.UnsupportedAlgorithm,
                DelegationSignerOutcome.UnsupportedDigestType, DelegationSignerOutcome.WeakerDigest,
            ],
            signers.Select(signer => signer.Outcome));
        Assert.Equal(Key.Rdata, Assert.Single(signers, signer => signer.Key is not null).Key);
    }

    [Fact]
    public void DS_beyond_the_limit_are_not_compared()
    {
        DsRdata right = Ds(DsDigestType.Sha256);
        DsRdata[] set = [.. Enumerable.Range(1, 8).Select(i => right with { Digest = (byte[])[.. new byte[31], (byte)i] }), right];
        IReadOnlyList<CheckedDelegationSigner> signers = DelegationSigner.Check(set, Zone, [new ZoneKey(Key.Rdata)], DnssecPolicy.Default);
        Assert.Equal(DelegationSignerOutcome.LimitReached, signers[8].Outcome);
        Assert.All(signers.Take(8), signer => Assert.Equal(DelegationSignerOutcome.DigestDiffers, signer.Outcome));
    }

    private static DsRdata Ds(DsDigestType type) => new(KeyTag.Of(Key.Rdata), Key.Rdata.Algorithm, type, DelegationSigner.ComputeDigest(type, Zone, Key.Rdata)!);

    private static RRsetVerdict Verify(params RrsigRdata[] signatures) => RRsetVerifier.Verify(
        new RRset(Unsigned.Owner, Unsigned.Type, Unsigned.Class, Unsigned.Ttl, Unsigned.Rdatas, signatures), Zone, [new ZoneKey(Key.Rdata)], DnssecPolicy.Default, Now);
}
