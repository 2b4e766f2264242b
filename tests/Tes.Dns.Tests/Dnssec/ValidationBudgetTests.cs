using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Resolution;
using Xunit;

namespace Tes.Dns.Tests.Dnssec;

public sealed class ValidationBudgetTests
{
    private static readonly DomainName Zone = DomainName.Parse("example.org");
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TestKey Key = TestKey.P256;
    private static readonly ZoneKey[] Keys = [new ZoneKey(Key.Rdata)];
    private static readonly RRset Good = Key.Sign(MasterFile.RRset("mx.example.org. 3600 IN A 192.0.2.1"), Zone, Now);

    // CVE-2023-50387: many RRsets with a few bad signatures each cost as much as one with many.
    [Fact]
    public void Signatures_that_do_not_verify_are_counted_across_RRsets()
    {
        var budget = new ValidationBudget(DnssecPolicy.Default with { MaxFailedVerifications = 3 });
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(SignatureFault.Invalid, Fault(Damaged(), budget));
            Assert.False(budget.IsExhausted);
        }

        Assert.Equal(SignatureFault.LimitReached, Fault(Good, budget));
        Assert.True(budget.IsExhausted);
    }

    [Fact]
    public void Signatures_that_verify_cost_too()
    {
        // The key's import, and two verifications.
        var budget = new ValidationBudget(DnssecPolicy.Default with { MaxVerificationCost = 3 });
        ZoneKey[] keys = [new ZoneKey(Key.Rdata)];
        Assert.Null(Fault(Good, budget, keys));
        Assert.Null(Fault(Good, budget, keys));
        Assert.Equal(SignatureFault.LimitReached, Fault(Good, budget, keys));
        Assert.True(budget.IsExhausted);
    }

    [Theory]
    [InlineData(DnssecAlgorithm.EcdsaP384Sha384, 8)]
    [InlineData(DnssecAlgorithm.Ed448, 8)]
    [InlineData(DnssecAlgorithm.Ed25519, 2)]
    public void Slow_algorithms_cost_more(DnssecAlgorithm algorithm, int cost)
    {
        TestKey slow = TestKey.Create(algorithm);
        RRset signed = slow.Sign(MasterFile.RRset("mx.example.org. 3600 IN A 192.0.2.1"), Zone, Now);
        ZoneKey[] keys = [new ZoneKey(slow.Rdata)];
        Assert.IsType<RRsetVerdict.Verified>(RRsetVerifier.Verify(signed, Zone, keys, DnssecPolicy.Default, Now, new ValidationBudget(DnssecPolicy.Default with { MaxVerificationCost = cost + 1 })));
        // The key is imported by now.
        Assert.IsType<RRsetVerdict.Verified>(RRsetVerifier.Verify(signed, Zone, keys, DnssecPolicy.Default, Now, new ValidationBudget(DnssecPolicy.Default with { MaxVerificationCost = cost })));
        Assert.IsType<RRsetVerdict.Unverified>(RRsetVerifier.Verify(signed, Zone, keys, DnssecPolicy.Default, Now, new ValidationBudget(DnssecPolicy.Default with { MaxVerificationCost = cost - 1 })));
    }

    [Fact]
    public void What_needs_no_computing_costs_nothing()
    {
        var budget = new ValidationBudget(DnssecPolicy.Default with { MaxVerificationCost = 0, MaxFailedVerifications = 0 });
        RrsigRdata signature = Good.Signatures[0];
        var expired = new RRset(Good.Owner, Good.Type, Good.Class, Good.Ttl, Good.Rdatas, [signature with { Expiration = signature.Inception }, signature with { KeyTag = 1 }]);
        Assert.Equal(SignatureFault.Expired, Fault(expired, budget));
        Assert.False(budget.IsExhausted);
    }

    // CVE-2023-50868: a deep name, many iterations and a long salt.
    [Fact]
    public void Hashing_stops_at_the_limit_and_then_nothing_is_proven()
    {
        DomainName zone = DomainName.Parse("example");
        byte[] salt = [.. Enumerable.Repeat((byte)7, 255)];
        byte[] apex = Nsec3Hash.Compute(zone, salt, 150);
        byte[] types = TypeBitmap.Of([RRType.Soa, RRType.NS]).Octets.ToArray();
        byte[] rdata = [1, 0, 0, 150, 255, .. salt, 20, .. apex, .. types];
        var nsec3 = new ValidatedRRset(
            new RRset(DomainName.Parse($"{Base32Hex.Encode(apex)}.example"), RRType.Nsec3, RRClass.IN, 300, [rdata], []), SecurityStatus.Secure, zone, null, null, null);
        DomainName deep = DomainName.Parse(string.Concat(Enumerable.Repeat("a.", 100)) + "example");

        var enough = new ValidationBudget(DnssecPolicy.Default with { MaxNsec3HashBlocks = int.MaxValue });
        Assert.Equal(DenialOutcome.Proven, new DenialProof(zone, [nsec3], DnssecPolicy.Default, enough).ProveNXDomain(deep));
        Assert.False(enough.IsExhausted);
        var budget = new ValidationBudget(DnssecPolicy.Default);
        Assert.Equal(DenialOutcome.NotProven, new DenialProof(zone, [nsec3], DnssecPolicy.Default, budget).ProveNXDomain(deep));
        Assert.True(budget.IsExhausted);
        // RFC 9276: a zone as it should be is far from the limit at any depth.
        byte[] plainApex = Nsec3Hash.Compute(zone, [], 0);
        var plain = new ValidatedRRset(
            new RRset(DomainName.Parse($"{Base32Hex.Encode(plainApex)}.example"), RRType.Nsec3, RRClass.IN, 300, [(byte[])[1, 0, 0, 0, 0, 20, .. plainApex, .. types]], []), SecurityStatus.Secure, zone, null, null, null);
        Assert.Equal(DenialOutcome.Proven, new DenialProof(zone, [plain], DnssecPolicy.Default).ProveNXDomain(deep));
    }

    private static RRset Damaged() =>
        new(Good.Owner, Good.Type, Good.Class, Good.Ttl, [(byte[])[192, 0, 2, 66]], Good.Signatures);

    // Hashing costs too: each 16 KiB as much as a verification.
    [Fact]
    public void Large_RRsets_cost_more()
    {
        RRset large = Key.Sign(new RRset(Good.Owner, RRType.Txt, RRClass.IN, 300, [(byte[])[.. Enumerable.Repeat((byte)0, 50_000)]], []), Zone, Now);
        ZoneKey[] keys = [new ZoneKey(Key.Rdata)];
        Assert.Null(Fault(Good, new ValidationBudget(DnssecPolicy.Default), keys));
        Assert.Null(Fault(large, new ValidationBudget(DnssecPolicy.Default with { MaxVerificationCost = 4 }), keys));
        Assert.Equal(SignatureFault.LimitReached, Fault(large, new ValidationBudget(DnssecPolicy.Default with { MaxVerificationCost = 3 }), keys));
    }

    private static SignatureFault? Fault(RRset rrset, ValidationBudget budget, ZoneKey[]? keys = null) =>
        (RRsetVerifier.Verify(rrset, Zone, keys ?? Keys, DnssecPolicy.Default, Now, budget) as RRsetVerdict.Unverified)?.Fault;
}
