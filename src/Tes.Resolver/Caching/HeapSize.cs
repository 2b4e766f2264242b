using Tes.Dns;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;

namespace Tes.Resolver.Caching;

/// <summary>
/// Estimates of the heap octets that objects keep alive, on 64-bit platforms: a cache bounded by entries would be bounded by
/// nothing, as one answer may have a thousand times the octets of another. <c>CacheMemoryTests</c> compares them with the heap.
/// </summary>
internal static class HeapSize
{
    /// <summary>An object without fields: header and type.</summary>
    public const int Object = 16;

    /// <summary>A reference.</summary>
    public const int Reference = 8;

    private const int ArrayHeader = 24;
    private const int StringHeader = 22;
    private const int Memory = 16;

    public static int OfOctets(int length) => Aligned(ArrayHeader + length);

    public static int OfReferences(int count) => count == 0 ? 0 : ArrayHeader + (count * Reference);

    public static int Of(string? text) => text is null ? 0 : Aligned(StringHeader + (2 * text.Length));

    public static int Of(DomainName name) => Object + (2 * Reference) + 8 + OfOctets(name.Wire.Length);

    public static int Of(Question question) => Object + Reference + 8 + Of(question.Name);

    public static int Of(ExtendedDnsError? error) => error is null ? 0 : Object + Reference + 8 + Of(error.Text);

    /// <summary>A failure; its question is that of what it is kept for, or shared.</summary>
    public static int Of(LookupFailure failure)
    {
        int octets = Object + (4 * Reference) + Of(failure.Text) + OfReferences(failure.Errors.Count);
        foreach (ExtendedDnsError error in failure.Errors)
            octets += Of(error);
        return octets;
    }

    /// <summary>An RRset, its owner and signer left out where they are the objects given, which something else counts.</summary>
    public static int Of(RRset rrset, DomainName? owner = null, DomainName? signer = null)
    {
        int octets = Object + (3 * Reference) + 8 + (ReferenceEquals(rrset.Owner, owner) ? 0 : Of(rrset.Owner)) + ArrayHeader + ArrayHeader;
        // By index, here and below: an enumerator of an interface is an object of its own.
        for (int i = 0; i < rrset.Rdatas.Count; i++)
            octets += Memory + OfOctets(rrset.Rdatas[i].Length);
        for (int i = 0; i < rrset.Signatures.Count; i++)
            octets += Reference + Of(rrset.Signatures[i], signer);
        return octets;
    }

    /// <summary>The key is the zone's, which is counted there.</summary>
    public static int Of(ValidatedRRset rrset, DomainName? owner = null)
    {
        int octets = Object + (9 * Reference) + Of(rrset.RRset, owner, rrset.Zone) + Of(rrset.Error) + Of(rrset.ExpansionProof)
            + (rrset.Expansion is { } wildcard ? Of(wildcard) : 0) + OfReferences(rrset.Rejected.Count);
        for (int i = 0; i < rrset.Rejected.Count; i++)
            octets += Object + (3 * Reference) + Of(rrset.Rejected[i].Text);
        return octets;
    }

    public static int Of(IReadOnlyList<ValidatedRRset> rrsets)
    {
        int octets = OfReferences(rrsets.Count);
        for (int i = 0; i < rrsets.Count; i++)
            octets += Of(rrsets[i]);
        return octets;
    }

    // The fixed fields, the signer and the signature were read out of one array of RDATA.
    private const int FixedRrsigOctets = 18;

    private static int Of(RrsigRdata signature, DomainName? signer) =>
        Object + 24 + Reference + Memory + OfOctets(FixedRrsigOctets + signature.SignerName.Wire.Length + signature.Signature.Length)
        + (ReferenceEquals(signature.SignerName, signer) ? 0 : Of(signature.SignerName));

    private static int Aligned(int octets) => (octets + 7) & ~7;
}
