using System.Security.Cryptography;
using Tes.Dns.Iana;
using Tes.TransportSecurity.Pkix;

namespace Tes.TransportSecurity.Dane;

/// <summary>Makes certificate association data (RFC 6698 §2.1).</summary>
public static class CertificateAssociation
{
    /// <summary>What a record with this selector and matching type would hold for a certificate; null when the selected part cannot be found in it.</summary>
    /// <param name="certificate">DER; with <see cref="TlsaSelector.Cert"/> any octets.</param>
    /// <param name="selector">Cert(0) or SPKI(1).</param>
    /// <param name="matchingType">Full(0), SHA2-256(1) or SHA2-512(2).</param>
    /// <exception cref="ArgumentOutOfRangeException">The matching type is none of these.</exception>
    public static ReadOnlyMemory<byte>? Make(ReadOnlyMemory<byte> certificate, TlsaSelector selector, TlsaMatchingType matchingType)
    {
        ReadOnlyMemory<byte> selected = certificate;
        if (selector == TlsaSelector.Spki)
        {
            if (!CertificateOutline.TryRead(certificate, out CertificateOutline outline))
                return null;
            selected = outline.SubjectPublicKeyInfo;
        }

        return matchingType switch
        {
            TlsaMatchingType.Full => selected,
            TlsaMatchingType.Sha256 => SHA256.HashData(selected.Span),
            TlsaMatchingType.Sha512 => SHA512.HashData(selected.Span),
            _ => throw new ArgumentOutOfRangeException(nameof(matchingType), matchingType, "Not a matching type that is known."),
        };
    }

    /// <summary>Whether a record stands for a certificate; null when the selected part cannot be found in it.</summary>
    public static bool? Matches(UsableTlsa record, ReadOnlyMemory<byte> certificate) =>
        Make(certificate, record.Selector, record.MatchingType)?.Span.SequenceEqual(record.Record.CertificateAssociationData.Span);
}
