using System.Buffers.Binary;
using Tes.Dns.Records;

namespace Tes.Dns.Dnssec;

/// <summary>The octets that an RRSIG signs (RFC 4034 §3.1.8.1).</summary>
public static class SignedData
{
    private const int FixedRrsigLength = 18;

    // Type, class, TTL and length of RDATA.
    private const int FixedRecordLength = 10;

    /// <summary>
    /// RRSIG RDATA without the signature, then every record in canonical form and order (RFC 4034 §6).
    /// </summary>
    /// <param name="rrset">The RRset.</param>
    /// <param name="signature">The RRSIG; its Labels must not exceed the owner's.</param>
    public static byte[] Of(RRset rrset, RrsigRdata signature)
    {
        ArgumentNullException.ThrowIfNull(rrset);
        ArgumentNullException.ThrowIfNull(signature);
        var rdatas = new ReadOnlyMemory<byte>[rrset.Rdatas.Count];
        int rdataLength = 0;
        for (int i = 0; i < rdatas.Length; i++)
        {
            rdatas[i] = RdataWire.ToCanonical(rrset.Type, rrset.Rdatas[i]);
            rdataLength += rdatas[i].Length;
        }

        // RFC 4034 §6.3: as left-justified unsigned octets.
        Array.Sort(rdatas, static (left, right) => left.Span.SequenceCompareTo(right.Span));
        DomainName signedOwner = SignedOwner(rrset.Owner, signature.Labels);
        Span<byte> owner = stackalloc byte[DomainName.MaxWireLength];
        owner = owner[..signedOwner.WriteCanonical(owner)];

        var data = new byte[FixedRrsigLength + signature.SignerName.Wire.Length + (rdatas.Length * (owner.Length + FixedRecordLength)) + rdataLength];
        Span<byte> rest = data;
        BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)signature.TypeCovered);
        rest[2] = (byte)signature.Algorithm;
        rest[3] = signature.Labels;
        BinaryPrimitives.WriteUInt32BigEndian(rest[4..], signature.OriginalTtl);
        BinaryPrimitives.WriteUInt32BigEndian(rest[8..], signature.Expiration);
        BinaryPrimitives.WriteUInt32BigEndian(rest[12..], signature.Inception);
        BinaryPrimitives.WriteUInt16BigEndian(rest[16..], signature.KeyTag);
        rest = rest[FixedRrsigLength..];
        rest = rest[signature.SignerName.WriteCanonical(rest)..];
        ReadOnlyMemory<byte> previous = default;
        int length = data.Length - rest.Length;
        for (int i = 0; i < rdatas.Length; i++)
        {
            ReadOnlyMemory<byte> rdata = rdatas[i];
            // RFC 4034 §6.3: records that are the same in canonical form count once.
            if (i > 0 && rdata.Span.SequenceEqual(previous.Span))
                continue;
            previous = rdata;
            owner.CopyTo(rest);
            BinaryPrimitives.WriteUInt16BigEndian(rest[owner.Length..], (ushort)rrset.Type);
            BinaryPrimitives.WriteUInt16BigEndian(rest[(owner.Length + 2)..], (ushort)rrset.Class);
            BinaryPrimitives.WriteUInt32BigEndian(rest[(owner.Length + 4)..], signature.OriginalTtl);
            BinaryPrimitives.WriteUInt16BigEndian(rest[(owner.Length + 8)..], (ushort)rdata.Length);
            rdata.Span.CopyTo(rest[(owner.Length + FixedRecordLength)..]);
            rest = rest[(owner.Length + FixedRecordLength + rdata.Length)..];
            length += owner.Length + FixedRecordLength + rdata.Length;
        }

        return length == data.Length ? data : data[..length];
    }

    /// <summary>About how many octets are signed, for what it costs to hash them.</summary>
    internal static int LengthOf(RRset rrset)
    {
        int length = rrset.Rdatas.Count * (rrset.Owner.Wire.Length + FixedRecordLength);
        foreach (ReadOnlyMemory<byte> rdata in rrset.Rdatas)
            length += rdata.Length;
        return length;
    }

    /// <summary>Labels of a name as RRSIG counts them: without the root and without a leading asterisk (RFC 4034 §3.1.3).</summary>
    public static int CountLabels(DomainName owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        return owner.IsWildcard ? owner.LabelCount - 1 : owner.LabelCount;
    }

    // RFC 4035 §5.3.2: an owner with more labels than signed was expanded from a wildcard.
    private static DomainName SignedOwner(DomainName owner, int labels) =>
        CountLabels(owner) > labels ? owner.Suffix(labels).ToWildcard() ?? owner : owner;
}
