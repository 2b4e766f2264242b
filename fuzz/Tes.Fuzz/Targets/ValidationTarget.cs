using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;

namespace Tes.Fuzz.Targets;

/// <summary>
/// The proofs over an arbitrary message and the keys of known zones: nothing verifies that the keys have not signed, and
/// nothing is denied that the zone has.
/// </summary>
internal static class ValidationTarget
{
    // A real answer has a handful; the message as a whole bounds them anyway, and each costs a signature check.
    private const int MaxRRsets = 32;

    public static void Check(ReadOnlySpan<byte> octets)
    {
        if (!Message.TryRead(octets, out Message? message, out _))
            return;
        IReadOnlyList<RRset> rrsets = [.. RRset.Group([.. message.Answers, .. message.Authorities, .. message.Additionals]).Take(MaxRRsets)];
        foreach (SignedZone zone in SignedZone.All)
        {
            var budget = new ValidationBudget(DnssecPolicy.Default);
            ValidatedRRset[] secure = [.. rrsets.Select(rrset => Verify(rrset, zone, budget)).OfType<ValidatedRRset>()];
            CheckDenial(message, rrsets, secure, zone, budget);
        }

        CheckOwnKeys(rrsets);
    }

    private static ValidatedRRset? Verify(RRset rrset, SignedZone zone, ValidationBudget budget)
    {
        RRsetVerdict verdict = RRsetVerifier.Verify(rrset, zone.Apex, zone.Keys, DnssecPolicy.Default, SignedZone.Now, budget);
        if (verdict is not RRsetVerdict.Verified verified)
        {
            Property.IsShowable(((RRsetVerdict.Unverified)verdict).Error.Text);
            return null;
        }

        Property.Holds(zone.HasSigned(rrset, verified.Signature), "what verifies was signed");
        Property.Holds(verified.Ttl <= Math.Min(rrset.Ttl, verified.Signature.OriginalTtl), "no TTL grows (RFC 4035 §5.3.3)");
        Property.Holds(verified.Wildcard is null || (rrset.Owner.IsBelow(verified.Wildcard.Parent) && zone.Has(verified.Wildcard)), "what was expanded is a wildcard of the zone");
        return ValidatedRRset.Of(rrset, zone.Apex, verified);
    }

    private static void CheckDenial(Message message, IReadOnlyList<RRset> rrsets, IReadOnlyList<ValidatedRRset> secure, SignedZone zone, ValidationBudget budget)
    {
        var proof = new DenialProof(zone.Apex, secure, DnssecPolicy.Default, budget);
        foreach (Question question in message.Questions.Concat(rrsets.Select(rrset => new Question(rrset.Owner, rrset.Type, rrset.Class))))
        {
            Property.Holds(!zone.Has(question.Name) || proof.ProveNXDomain(question.Name) == DenialOutcome.NotProven, "no name that exists is denied");
            Property.Holds(
                !zone.Has(question.Name, question.Type) || proof.ProveNoData(question.Name, question.Type) == DenialOutcome.NotProven,
                "no records that exist are denied");
            Property.Holds(
                !zone.Has(question.Name, RRType.DS) || proof.ProveNoDelegationSigner(question.Name) == DelegationOutcome.NotProven,
                "no signed delegation is denied");
        }
    }

    // As if the sender's own keys were trusted: whatever a key or a signature is made of must not throw.
    private static void CheckOwnKeys(IReadOnlyList<RRset> rrsets)
    {
        var budget = new ValidationBudget(DnssecPolicy.Default);
        DsRdata[] signers = [.. rrsets.Where(rrset => rrset.Type == RRType.DS).SelectMany(rrset => rrset.Read<DsRdata>()).Take(DnssecPolicy.Default.MaxDelegationSigners)];
        Property.Holds(DelegationSigner.Usable(signers, DnssecPolicy.Default).Count <= signers.Length, "choosing makes no DS");
        foreach (RRset keySet in rrsets.Where(rrset => rrset.Type == RRType.Dnskey))
        {
            KeySetVerdict verdict = KeySetVerifier.Verify(keySet, signers, [], DnssecPolicy.Default, SignedZone.Now, budget);
            Property.Holds(verdict is KeySetVerdict.Untrusted || signers.Length > 0, "no key is trusted that nothing vouches for");
            ZoneKey[] keys = [.. keySet.Read<DnskeyRdata>().Take(DnssecPolicy.Default.MaxKeysPerZone).Select(rdata => new ZoneKey(rdata))];
            foreach (RRset rrset in rrsets)
                _ = RRsetVerifier.Verify(rrset, keySet.Owner, keys, DnssecPolicy.Default, SignedZone.Now, budget);
        }
    }
}
