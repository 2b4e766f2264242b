using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Dns.Records;
using Tes.Dns.Resolution;

namespace Tes.Resolver.Validation;

/// <summary>What the zone above, or a trust anchor, says of a zone whose keys are to be trusted.</summary>
/// <param name="Zone">The apex.</param>
/// <param name="Signers">All DS records: of the parent or anchors.</param>
/// <param name="AnchorKeys">DNSKEYs that are trust anchors themselves.</param>
/// <param name="SignerSet">The DS RRset as it was judged; null at a trust anchor and where there is none.</param>
/// <param name="Parent">The zone above on the chain; null at a trust anchor.</param>
internal sealed record ZoneEntry(
    DomainName Zone, IReadOnlyList<DsRdata> Signers, IReadOnlyList<DnskeyRdata> AnchorKeys, ValidatedRRset? SignerSet, ZoneTrust.Secure? Parent)
{
    /// <summary>Who vouches for the zone, for sentences.</summary>
    public string Source => Parent is null ? "the trust anchor" : $"a DS in {Parent.Zone}";

    /// <summary>A sentence where only SHA-1 leads into the zone; null otherwise, and where SHA-1 does not count anyway.</summary>
    public string? DeprecationUnder(DnssecPolicy policy)
    {
        // RFC 9905 §2: operators are to treat such zones as insecure.
        DnssecPolicy strict = policy with { Sha1 = Sha1Handling.TreatAsUnsupported };
        bool rests = policy.Sha1 == Sha1Handling.Validate
            && !AnchorKeys.Any(key => strict.Supports(key.Algorithm)) && DelegationSigner.Usable(Signers, strict).Count == 0;
        return rests ? $"{Zone} rests on SHA-1, which is deprecated: validators that follow RFC 9905 see it as insecure" : null;
    }
}
