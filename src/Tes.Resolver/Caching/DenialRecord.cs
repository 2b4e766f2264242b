using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Resolution;

namespace Tes.Resolver.Caching;

/// <summary>A verified NSEC, NSEC3 or wildcard RRset of a secure zone, kept to answer other questions.</summary>
/// <param name="key">Its zone, owner and type.</param>
/// <param name="rrset">The RRset, under its own owner: a wildcard's not expanded.</param>
/// <param name="hash">For NSEC3, the hash in the owner; else empty.</param>
/// <param name="expires">Until when it may be used.</param>
internal sealed class DenialRecord(DenialRecord.Identity key, ValidatedRRset rrset, byte[] hash, DateTimeOffset expires)
{
    // This object, and its place in the list of its zone.
    private const int Fields = HeapSize.Object + (8 * HeapSize.Reference) + (2 * HeapSize.Reference);

    public Identity Key { get; } = key;

    public byte[] Hash { get; } = hash;

    public DateTimeOffset Expires { get; } = expires;

    public int Octets => Fields + HeapSize.Of(rrset) + HeapSize.OfOctets(Hash.Length);

    /// <summary>The RRset with the TTL that is left of it.</summary>
    public ValidatedRRset At(DateTimeOffset now) =>
        rrset with { RRset = rrset.RRset.WithTtl((uint)Math.Max(0, Math.Ceiling((Expires - now).TotalSeconds))) };

    /// <summary>For NSEC, the next name.</summary>
    public DomainName NextName => rrset.RRset.Read<NsecRdata>().First().NextName;

    /// <summary>The parameters by which an NSEC3 record's names are hashed.</summary>
    public Nsec3Rdata ReadNsec3() => rrset.RRset.Read<Nsec3Rdata>().First();

    /// <summary>What tells records apart: at a zone cut parent and child each have an NSEC.</summary>
    internal readonly record struct Identity(DomainName Zone, DomainName Owner, RRType Type);
}
