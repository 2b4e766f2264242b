using System.Diagnostics.CodeAnalysis;
using Tes.Dns.Iana;

namespace Tes.Dns.Records;

/// <summary>TLS certificate association (RFC 6698 §2.1).</summary>
/// <param name="Usage">Certificate usage.</param>
/// <param name="Selector">Which part of the certificate.</param>
/// <param name="MatchingType">How the association data was made.</param>
/// <param name="CertificateAssociationData">Digest or content; may have any length.</param>
public sealed record TlsaRdata(TlsaCertificateUsage Usage, TlsaSelector Selector, TlsaMatchingType MatchingType, ReadOnlyMemory<byte> CertificateAssociationData) : IRdata<TlsaRdata>
{
    /// <inheritdoc/>
    public static RRType Type => RRType.Tlsa;

    /// <summary>RDATA in wire format.</summary>
    public byte[] ToRdata() => [(byte)Usage, (byte)Selector, (byte)MatchingType, .. CertificateAssociationData.Span];

    /// <summary>Same fields and same association data.</summary>
    public bool Equals(TlsaRdata? other) =>
        other is not null && Usage == other.Usage && Selector == other.Selector && MatchingType == other.MatchingType
        && CertificateAssociationData.Span.SequenceEqual(other.CertificateAssociationData.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(ToRdata());
        return hash.ToHashCode();
    }

    /// <summary>Presentation form of the RDATA (RFC 6698 §2.2).</summary>
    public override string ToString() => RdataText.Format(Type, ToRdata());

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlyMemory<byte> rdata, [NotNullWhen(true)] out TlsaRdata? value)
    {
        value = null;
        var reader = new RdataReader(rdata);
        if (!(reader.TryByte(out byte usage)
            && reader.TryByte(out byte selector)
            && reader.TryByte(out byte matchingType)))
            return false;
        value = new TlsaRdata((TlsaCertificateUsage)usage, (TlsaSelector)selector, (TlsaMatchingType)matchingType, reader.Rest());
        return true;
    }
}
