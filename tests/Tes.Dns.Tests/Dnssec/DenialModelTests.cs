using FsCheck.Xunit;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Resolution;
using Xunit;

namespace Tes.Dns.Tests.Dnssec;

/// <summary>
/// Denials of zones of every shape against the truth: an attacker may send any of the zone's own records, so nothing untrue
/// may be provable with any part of them, and everything true must be with all.
/// </summary>
[Properties(Arbitrary = [typeof(ModelZone)], MaxTest = 100)]
public sealed class DenialModelTests
{
    private static readonly RRType[] Types = [RRType.A, RRType.Txt, RRType.DS, RRType.Cname];
    private static readonly DnssecPolicy Unlimited = DnssecPolicy.Default with { MaxNsec3Records = 1000 };

    [Property]
    public void NSEC_proves_what_is_true_and_nothing_else(ModelZone zone, int choice) => CheckExactly(zone, zone.Nsec(), choice);

    [Property]
    public void NSEC3_proves_what_is_true_and_nothing_else(ModelZone zone, int choice) => CheckExactly(zone, zone.Nsec3(optOut: false), choice);

    [Property]
    public void NSEC3_with_opt_out_proves_what_is_true_and_leaves_open_only_what_is_not_in_its_chain(ModelZone zone, int choice)
    {
        IReadOnlyList<ValidatedRRset> chain = zone.Nsec3(optOut: true);
        DenialProof all = Proof(chain);
        DenialProof part = Proof(Part(chain, choice));
        foreach (DomainName name in ModelZone.Names)
        {
            foreach (RRType type in Types)
            {
                Truth truth = zone.Of(name, type);
                foreach (DenialProof proof in new[] { all, part })
                {
                    Check(truth == Truth.NoData, proof.ProveNoData(name, type), zone, name);
                    Check(truth == Truth.NXDomain, proof.ProveNXDomain(name), zone, name);
                }

                // Below an empty non-terminal that the chain leaves out, a wildcard above it may seem to apply.
                if (!zone.InOptOutChain(zone.ClosestEncloser(name)))
                    continue;
                if (truth == Truth.NXDomain)
                    Assert.NotEqual(DenialOutcome.NotProven, all.ProveNXDomain(name));
                if (truth == Truth.NoData)
                    Assert.NotEqual(DenialOutcome.NotProven, all.ProveNoData(name, type));
                // A wildcard in plain sight that has the type is no denial, opt-out or not.
                if (truth == Truth.Answer)
                    Assert.Equal(DenialOutcome.NotProven, all.ProveNoData(name, type));
            }

            foreach (DenialProof proof in new[] { all, part })
            {
                switch (proof.ProveNoDelegationSigner(name))
                {
                    case DelegationOutcome.Insecure:
                        Assert.True(zone.IsInsecureDelegation(name), $"{name}: {zone}");
                        break;
                    case DelegationOutcome.InsecureByOptOut:
                        Assert.False(zone.InOptOutChain(name), $"{name}: {zone}");
                        break;
                    case DelegationOutcome.None:
                        Assert.False(zone.IsDelegation(name), $"{name}: {zone}");
                        break;
                }
            }
        }

        void Check(bool isTrue, DenialOutcome outcome, ModelZone zone, DomainName name)
        {
            Assert.False(outcome == DenialOutcome.Proven && !isTrue, $"{name}: {zone}");
            Assert.False(outcome == DenialOutcome.ProvenByOptOut && zone.InOptOutChain(name), $"{name}: {zone}");
        }
    }

    private static void CheckExactly(ModelZone zone, IReadOnlyList<ValidatedRRset> chain, int choice)
    {
        DenialProof all = Proof(chain);
        DenialProof part = Proof(Part(chain, choice));
        foreach (DomainName name in ModelZone.Names)
        {
            foreach (RRType type in Types)
            {
                Truth truth = zone.Of(name, type);
                string what = $"{name} {type} is {truth} in {zone}";
                Assert.True(truth == Truth.NXDomain == (all.ProveNXDomain(name) == DenialOutcome.Proven), what);
                Assert.True(truth == Truth.NoData == (all.ProveNoData(name, type) == DenialOutcome.Proven), what);
                Assert.True(truth == Truth.NXDomain || part.ProveNXDomain(name) == DenialOutcome.NotProven, what);
                Assert.True(truth == Truth.NoData || part.ProveNoData(name, type) == DenialOutcome.NotProven, what);
            }

            CheckDelegation(zone, name, all.ProveNoDelegationSigner(name), part.ProveNoDelegationSigner(name));
            CheckExpansion(zone, name, all, part);
        }
    }

    private static void CheckDelegation(ModelZone zone, DomainName name, DelegationOutcome byAll, DelegationOutcome byPart)
    {
        DelegationOutcome expected = zone.IsInsecureDelegation(name) && zone.Of(name, RRType.DS) == Truth.NoData ? DelegationOutcome.Insecure
            : zone.Of(name, RRType.DS) == Truth.NoData ? DelegationOutcome.None : DelegationOutcome.NotProven;
        Assert.True(expected == byAll, $"{name} is {expected}, not {byAll}, in {zone}");
        Assert.True(byPart == expected || byPart == DelegationOutcome.NotProven, $"{name} is {expected}, not {byPart}, in {zone}");
    }

    // Only wildcards that exist have an RRSIG to be expanded with.
    private static void CheckExpansion(ModelZone zone, DomainName name, DenialProof all, DenialProof part)
    {
        for (int labels = ModelZone.Apex.LabelCount; labels < name.LabelCount; labels++)
        {
            DomainName encloser = name.Suffix(labels);
            DomainName wildcard = encloser.ToWildcard()!;
            if (!zone.Exists(wildcard) || name == wildcard)
                continue;
            bool isTrue = zone.Of(name, RRType.MX) != Truth.NotItsToSay && !zone.Exists(name) && zone.ClosestEncloser(name) == encloser;
            Assert.True(isTrue == (all.ProveWildcardExpansion(name, wildcard) == DenialOutcome.Proven), $"{name} from {wildcard} in {zone}");
            Assert.True(isTrue || part.ProveWildcardExpansion(name, wildcard) == DenialOutcome.NotProven, $"{name} from {wildcard} in {zone}");
        }
    }

    private static DenialProof Proof(IReadOnlyList<ValidatedRRset> records) => new(ModelZone.Apex, records, Unlimited);

    private static List<ValidatedRRset> Part(IReadOnlyList<ValidatedRRset> chain, int choice) =>
        [.. chain.Where((_, i) => ((choice >> (i % 31)) & 1) != 0)];
}
