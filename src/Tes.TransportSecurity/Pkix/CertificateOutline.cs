using System.Formats.Asn1;

namespace Tes.TransportSecurity.Pkix;

/// <summary>
/// The parts of a certificate that are hashed or signed, cut out of its octets as received (RFC 5280 §4.1). Reads no more
/// than it must, so that a DANE-EE(3) SPKI(1) record matches a certificate whose other parts make no sense.
/// </summary>
internal readonly record struct CertificateOutline(ReadOnlyMemory<byte> TbsCertificate, ReadOnlyMemory<byte> SubjectPublicKeyInfo)
{
    private static readonly Asn1Tag Version = new(TagClass.ContextSpecific, 0);

    /// <summary>Cuts the parts out; false when the octets are not one certificate from first to last.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> certificate, out CertificateOutline outline)
    {
        outline = default;
        if (certificate.Length > DerLimits.MaxCertificateSize)
            return false;
        try
        {
            // BER: where an encoder slipped, the octets are still taken as they are, as other implementations do
            var whole = new AsnReader(certificate, AsnEncodingRules.BER);
            AsnReader fields = whole.ReadSequence();
            whole.ThrowIfNotEmpty();
            ReadOnlyMemory<byte> tbsCertificate = fields.PeekEncodedValue();
            AsnReader tbs = fields.ReadSequence();
            if (tbs.PeekTag().HasSameClassAndValue(Version))
                tbs.ReadEncodedValue();
            tbs.ReadEncodedValue(); // serialNumber
            tbs.ReadSequence(); // signature
            tbs.ReadSequence(); // issuer
            tbs.ReadSequence(); // validity
            tbs.ReadSequence(); // subject
            ReadOnlyMemory<byte> key = tbs.PeekEncodedValue();
            tbs.ReadSequence(); // subjectPublicKeyInfo
            outline = new CertificateOutline(tbsCertificate, key);
            return true;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }
}
