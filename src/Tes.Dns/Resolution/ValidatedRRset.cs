using Tes.Dns.Dnssec;
using Tes.Dns.Messages;
using Tes.Dns.Records;

namespace Tes.Dns.Resolution;

/// <summary>An RRset together with what validation made of it.</summary>
/// <param name="RRset">The records and their signatures.</param>
/// <param name="Security">Its status.</param>
/// <param name="Zone">The zone whose keys decided: the signer, or the closest ancestor that a chain of trust reached.</param>
/// <param name="Error">Why it is not secure, with the code of RFC 8914; null when there is nothing to say.</param>
/// <param name="Signature">The RRSIG that convinced; null unless secure.</param>
/// <param name="Expansion">The wildcard owner that was expanded (RFC 4592); null otherwise.</param>
public sealed record ValidatedRRset(
    RRset RRset, SecurityStatus Security, DomainName? Zone, ExtendedDnsError? Error, RrsigRdata? Signature, DomainName? Expansion)
{
    // Own limit: what was looked at is kept for the explanation; a flood of RRSIGs is not kept with every answer that rests on it.
    private const int MaxSignaturesKept = 24;

    /// <summary>The DNSKEY with which <see cref="Signature"/> verified; null unless secure.</summary>
    public DnskeyRdata? Key { get; init; }

    /// <summary>RRSIGs that were looked at and did not convince, each with what is wrong with it.</summary>
    public IReadOnlyList<RejectedSignature> Rejected { get; init; } = [];

    /// <summary>The NSEC or NSEC3 RRsets that show that no name closer than the wildcard exists; empty where nothing was expanded.</summary>
    public IReadOnlyList<ValidatedRRset> ExpansionProof { get; init; } = [];

    /// <summary>An RRset that verified: secure, with TTL, signature, key and wildcard as <paramref name="verdict"/> says.</summary>
    /// <param name="rrset">The RRset as received.</param>
    /// <param name="zone">The zone whose keys were used.</param>
    /// <param name="verdict">The verdict on it.</param>
    public static ValidatedRRset Of(RRset rrset, DomainName zone, RRsetVerdict.Verified verdict)
    {
        ArgumentNullException.ThrowIfNull(rrset);
        ArgumentNullException.ThrowIfNull(verdict);
        return new(Lean(rrset, verdict.Rejected, verdict.Signature).WithTtl(verdict.Ttl), SecurityStatus.Secure, zone, null, verdict.Signature, verdict.Wildcard) { Key = verdict.Key.Rdata, Rejected = verdict.Rejected };
    }

    /// <summary>An RRset that should verify and does not.</summary>
    public static ValidatedRRset Of(RRset rrset, DomainName zone, RRsetVerdict.Unverified verdict)
    {
        ArgumentNullException.ThrowIfNull(rrset);
        ArgumentNullException.ThrowIfNull(verdict);
        return Bogus(rrset, zone, verdict.Error, verdict.Rejected);
    }

    /// <summary>An RRset that must not be used.</summary>
    /// <param name="rrset">The RRset as received.</param>
    /// <param name="zone">The zone whose keys were used, or would have been.</param>
    /// <param name="error">Why it is bogus.</param>
    /// <param name="rejected">Its RRSIGs as far as they were looked at.</param>
    public static ValidatedRRset Bogus(RRset rrset, DomainName zone, ExtendedDnsError error, IReadOnlyList<RejectedSignature> rejected)
    {
        ArgumentNullException.ThrowIfNull(rrset);
        ArgumentNullException.ThrowIfNull(rejected);
        return new(Lean(rrset, rejected, null), SecurityStatus.Bogus, zone, error, null, null) { Rejected = rejected };
    }

    private static RRset Lean(RRset rrset, IReadOnlyList<RejectedSignature> rejected, RrsigRdata? convincing)
    {
        if (rrset.Signatures.Count <= MaxSignaturesKept)
            return rrset;
        IEnumerable<RrsigRdata> lookedAt = rejected.Select(signature => signature.Signature);
        return new RRset(rrset.Owner, rrset.Type, rrset.Class, rrset.Ttl, rrset.Rdatas, convincing is null ? lookedAt : lookedAt.Append(convincing));
    }
}
