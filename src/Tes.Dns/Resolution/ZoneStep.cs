using Tes.Dns.Dnssec;
using Tes.Dns.Messages;
using Tes.Dns.Records;

namespace Tes.Dns.Resolution;

/// <summary>What was found at one zone cut on the chain of trust.</summary>
/// <param name="Zone">The apex.</param>
/// <param name="Security">Status of the zone.</param>
/// <param name="DelegationSigners">The DS RRset (or DS trust anchors) that vouch for it; empty where there is none.</param>
/// <param name="Keys">The zone's DNSKEYs; empty where they were not needed or not obtained.</param>
/// <param name="EntryKey">The DNSKEY that a DS or an anchor vouches for and that signed the DNSKEY RRset; null unless secure.</param>
/// <param name="Note">One sentence: what convinced, or why the zone is not secure. Safe to show.</param>
/// <param name="Error">The RFC 8914 code where the zone is not secure.</param>
public sealed record ZoneStep(
    DomainName Zone,
    SecurityStatus Security,
    IReadOnlyList<DsRdata> DelegationSigners,
    IReadOnlyList<DnskeyRdata> Keys,
    DnskeyRdata? EntryKey,
    string Note,
    ExtendedDnsError? Error)
{
    /// <summary>The DS RRset in the parent zone with the signature that convinced, or why none did; null at a trust anchor and where there is no DS.</summary>
    public ValidatedRRset? DelegationSignerSet { get; init; }

    /// <summary>Each of <see cref="DelegationSigners"/> with what it does for the keys.</summary>
    public IReadOnlyList<CheckedDelegationSigner> CheckedSigners { get; init; } = [];

    /// <summary>The DNSKEY RRset with the signature that convinced, or why none did; null where it was not needed or not obtained.</summary>
    public ValidatedRRset? KeySet { get; init; }

    /// <summary>The NSEC or NSEC3 RRsets of the parent zone that show the absence of DS, or fail to; empty where there is a DS.</summary>
    public IReadOnlyList<ValidatedRRset> Denial { get; init; } = [];

    /// <summary>One sentence where the step rests on something deprecated, so that stricter validators see the zone as insecure; null otherwise.</summary>
    public string? Deprecation { get; init; }
}
