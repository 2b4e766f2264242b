using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Resolution;
using Tes.Testnet.Dns;
using Xunit;
using static Tes.Resolver.Tests.Internet;

namespace Tes.Resolver.Tests.Validation;

/// <summary>Every answer carries the chain of trust with the records that made or broke it.</summary>
public sealed class ExplanationTests
{
    [Fact]
    public async Task Each_zone_shows_its_DS_and_DNSKEY_sets_with_the_signatures_and_keys_that_convinced()
    {
        Answer answer = await LookUp("www.signed.test", RRType.A);
        Assert.Equal(["secure .", "secure test", "secure signed.test"], answer.Trace.Zones.Select(Line));
        Assert.Null(answer.Trace.Zones[0].DelegationSignerSet);
        foreach (ZoneStep step in answer.Trace.Zones)
        {
            CheckedDelegationSigner signer = Assert.Single(step.CheckedSigners);
            Assert.Equal(DelegationSignerOutcome.Vouches, signer.Outcome);
            Assert.Equal(step.EntryKey, signer.Key);
            Assert.Equal((SecurityStatus.Secure, step.EntryKey), (step.KeySet!.Security, step.KeySet.Key));
            Assert.Equal(step.Zone, step.KeySet.Signature!.SignerName);
            Assert.Null(step.Deprecation);
        }

        foreach ((ZoneStep parent, ZoneStep child) in answer.Trace.Zones.Zip(answer.Trace.Zones.Skip(1)))
        {
            Assert.Equal((SecurityStatus.Secure, parent.Zone), (child.DelegationSignerSet!.Security, child.DelegationSignerSet.Zone));
            Assert.Contains(child.DelegationSignerSet.Key, parent.Keys);
        }

        var found = Assert.IsType<Answer.Found>(answer);
        Assert.Contains(found.RRset.Key, answer.Trace.Zones[^1].Keys);
    }

    [Theory]
    [InlineData("www.unsigned.test", RRType.NS)]
    [InlineData("www.unsigned.optout.test", null)]
    public async Task An_unsigned_zone_shows_the_proof_that_it_has_no_DS(string name, RRType? typeThere)
    {
        ZoneStep step = (await LookUp(name, RRType.A)).Trace.Zones[^1];
        Assert.Equal(SecurityStatus.Insecure, step.Security);
        Assert.NotEmpty(step.Denial);
        Assert.All(step.Denial, record => Assert.Equal(SecurityStatus.Secure, record.Security));
        if (typeThere is { } type)
            Assert.Contains(step.Denial, record => record.RRset.Read<Tes.Dns.Records.NsecRdata>().Any(nsec => nsec.Types.Contains(type)));
    }

    [Fact]
    public async Task A_DS_that_does_not_fit_is_named_with_the_reason()
    {
        Answer answer = await LookUp("www.wrong-ds.test", RRType.A);
        ZoneStep step = answer.Trace.Zones[^1];
        Assert.Equal("bogus wrong-ds.test", Line(step));
        Assert.Equal(DelegationSignerOutcome.DigestDiffers, Assert.Single(step.CheckedSigners).Outcome);
        Assert.Equal(SecurityStatus.Secure, step.DelegationSignerSet!.Security);
        Assert.Equal(SecurityStatus.Bogus, step.KeySet!.Security);
        Assert.Contains($"DS {step.DelegationSigners[0].KeyTag}", Assert.IsType<Answer.Bogus>(answer).Error.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DS_that_do_not_count_are_named_with_the_reason()
    {
        Assert.Equal(DelegationSignerOutcome.UnsupportedAlgorithm, (await LookUp("www.algorithm.test", RRType.A)).Trace.Zones[^1].CheckedSigners[0].Outcome);
        Assert.Equal(DelegationSignerOutcome.UnsupportedDigestType, (await LookUp("www.digest.test", RRType.A)).Trace.Zones[^1].CheckedSigners[0].Outcome);
    }

    [Theory]
    [InlineData(DnsFaultKind.ExpiredSignature, SignatureFault.Expired)]
    [InlineData(DnsFaultKind.FutureSignature, SignatureFault.NotYetValid)]
    [InlineData(DnsFaultKind.BogusSignature, SignatureFault.Invalid)]
    public async Task A_bogus_answer_says_why_each_signature_failed(DnsFaultKind fault, SignatureFault expected)
    {
        Answer answer = await LookUp("www.broken.test", RRType.A, more: Zone.At("broken.test", Host) with { Faults = [new DnsFault(fault) { Name = DomainName.Parse("www.broken.test") }] });
        ValidatedRRset rrset = Assert.Single(Assert.IsType<Answer.Bogus>(answer).RRsets);
        Assert.Equal(expected, Assert.Single(rrset.Rejected).Fault);
        Assert.Null(rrset.Key);
    }

    [Fact]
    public async Task Keys_whose_signature_fails_are_shown_with_the_reason()
    {
        Answer answer = await LookUp("www.broken.test", RRType.A, more: Zone.At("broken.test", Host) with { Faults = [new DnsFault(DnsFaultKind.ExpiredSignature) { Type = RRType.Dnskey }] });
        ZoneStep step = answer.Trace.Zones[^1];
        Assert.Equal("bogus broken.test", Line(step));
        Assert.Equal(DelegationSignerOutcome.Vouches, Assert.Single(step.CheckedSigners).Outcome);
        Assert.Equal(SignatureFault.Expired, Assert.Single(step.KeySet!.Rejected).Fault);
    }

    [Fact]
    public async Task An_expanded_wildcard_shows_the_proof_that_nothing_is_closer()
    {
        var found = Assert.IsType<Answer.Found>(await LookUp("x.wild.signed.test", RRType.Txt));
        Assert.Equal(DomainName.Parse("*.wild.signed.test"), found.RRset.Expansion);
        Assert.Equal(RRType.Nsec, Assert.Single(found.RRset.ExpansionProof).RRset.Type);
    }

    // RFC 9905 §2
    [Theory]
    [InlineData(DnssecAlgorithm.RsaSha1Nsec3Sha1, DsDigestType.Sha256)]
    [InlineData(DnssecAlgorithm.EcdsaP256Sha256, DsDigestType.Sha1)]
    public async Task A_zone_that_rests_on_SHA_1_is_secure_with_a_note_and_insecure_for_the_strict(DnssecAlgorithm algorithm, DsDigestType digest)
    {
        Zone old = Zone.At("old.test", Host) with { Signing = new ZoneSigning { Algorithm = algorithm, DigestType = digest } };
        Answer answer = await LookUp("www.old.test", RRType.A, more: old);
        Assert.Equal("Found Secure", answer.Outcome());
        Assert.Contains("RFC 9905", answer.Trace.Zones[^1].Deprecation, StringComparison.Ordinal);
        Assert.Null(answer.Trace.Zones[1].Deprecation);

        ResolverOptions strict = Options(NewDns(new Clock(), old)) with { Policy = DnssecPolicy.Default with { Sha1 = Sha1Handling.TreatAsUnsupported } };
        Answer strictly = await LookUp("www.old.test", RRType.A, options: strict, more: old);
        Assert.Equal("Found Insecure", strictly.Outcome());
        Assert.Null(strictly.Trace.Zones[^1].Deprecation);
    }

    private static string Line(ZoneStep step) => $"{step.Security.ToString().ToLowerInvariant()} {step.Zone.ToDisplayString()}";
}
