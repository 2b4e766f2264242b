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

    /// <summary>The records that stand for a certificate, in their order.</summary>
    public static IReadOnlyList<UsableTlsa> FindMatches(IEnumerable<UsableTlsa> records, ReadOnlyMemory<byte> certificate)
    {
        // Each digest is made once: an RRset can have more than a thousand records
        var made = new Dictionary<(TlsaSelector Selector, TlsaMatchingType MatchingType), ReadOnlyMemory<byte>?>();
        var matches = new List<UsableTlsa>();
        foreach (UsableTlsa record in records)
        {
            if (!made.TryGetValue((record.Selector, record.MatchingType), out ReadOnlyMemory<byte>? data))
                made[(record.Selector, record.MatchingType)] = data = Make(certificate, record.Selector, record.MatchingType);
            if (data?.Span.SequenceEqual(record.Record.CertificateAssociationData.Span) == true)
                matches.Add(record);
        }

        return matches;
    }
}
