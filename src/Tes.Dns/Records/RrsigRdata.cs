using System.Diagnostics.CodeAnalysis;
using Tes.Dns.Iana;

namespace Tes.Dns.Records;

/// <summary>Signature of an RRset (RFC 4034 §3).</summary>
/// <param name="TypeCovered">Type of the RRset.</param>
/// <param name="Algorithm">Algorithm of the key.</param>
/// <param name="Labels">Labels of the original owner without root and wildcard.</param>
/// <param name="OriginalTtl">TTL in the zone, seconds.</param>
/// <param name="Expiration">Seconds since 1970 modulo 2^32, serial arithmetic.</param>
/// <param name="Inception">Seconds since 1970 modulo 2^32, serial arithmetic.</param>
/// <param name="KeyTag">Tag of the DNSKEY.</param>
/// <param name="SignerName">Zone that signed.</param>
/// <param name="Signature">Format by algorithm.</param>
public sealed record RrsigRdata(RRType TypeCovered, DnssecAlgorithm Algorithm, byte Labels, uint OriginalTtl, uint Expiration, uint Inception, ushort KeyTag, DomainName SignerName, ReadOnlyMemory<byte> Signature) : IRdata<RrsigRdata>
{
    /// <inheritdoc/>
    public static RRType Type => RRType.Rrsig;

    /// <summary>Same fields and same signature.</summary>
    public bool Equals(RrsigRdata? other) =>
        other is not null && TypeCovered == other.TypeCovered && Algorithm == other.Algorithm && Labels == other.Labels && OriginalTtl == other.OriginalTtl
        && Expiration == other.Expiration && Inception == other.Inception && KeyTag == other.KeyTag && SignerName == other.SignerName
        && Signature.Span.SequenceEqual(other.Signature.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(KeyTag);
        hash.Add(Expiration);
        hash.AddBytes(Signature.Span);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlyMemory<byte> rdata, [NotNullWhen(true)] out RrsigRdata? value)
    {
        value = null;
        var reader = new RdataReader(rdata);
        if (!(reader.TryUInt16(out ushort typeCovered)
            && reader.TryByte(out byte algorithm)
            && reader.TryByte(out byte labels)
            && reader.TryUInt32(out uint originalTtl)
            && reader.TryUInt32(out uint expiration)
            && reader.TryUInt32(out uint inception)
            && reader.TryUInt16(out ushort keyTag)
            && reader.TryName(out DomainName? signerName)))
            return false;
        value = new RrsigRdata((RRType)typeCovered, (DnssecAlgorithm)algorithm, labels, originalTtl, expiration, inception, keyTag, signerName, reader.Rest());
        return true;
    }
}
