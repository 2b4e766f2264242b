using System.Diagnostics.CodeAnalysis;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Tes.Dns;

namespace Tes.TransportSecurity.Pkix;

/// <summary>An X.509 certificate that can be read (RFC 5280 §4.1). That says nothing about whether it is to be trusted.</summary>
public sealed class PeerCertificate
{
    private PeerCertificate(ReadOnlyMemory<byte> der, CertificateOutline outline, X509CertificateStructure structure)
    {
        TbsCertificateStructure tbs = structure.TbsCertificate;
        Der = der;
        SubjectPublicKeyInfo = outline.SubjectPublicKeyInfo;
        TbsCertificate = outline.TbsCertificate;
        Version = tbs.Version;
        SubjectName = tbs.Subject;
        IssuerName = tbs.Issuer;
        NotBefore = new DateTimeOffset(DateTime.SpecifyKind(tbs.StartDate.ToDateTime(), DateTimeKind.Utc));
        NotAfter = new DateTimeOffset(DateTime.SpecifyKind(tbs.EndDate.ToDateTime(), DateTimeKind.Utc));
        SignatureAlgorithm = structure.SignatureAlgorithm;
        Signature = structure.GetSignatureOctets();
        ExtensionFields = tbs.Extensions;
        CommonNames = [.. tbs.Subject.GetValueList(X509Name.CN)];
        Subject = Describe(tbs.Subject);
        Issuer = Describe(tbs.Issuer);
    }

    /// <summary>The octets as received.</summary>
    public ReadOnlyMemory<byte> Der { get; }

    /// <summary>The SubjectPublicKeyInfo as it stands in the certificate.</summary>
    public ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; }

    /// <summary>The subject for people: its common name as <c>CN=...</c>, or the whole where it has none. Printable ASCII, cut.</summary>
    public string Subject { get; }

    /// <summary>The issuer, in the same form.</summary>
    public string Issuer { get; }

    /// <summary>First instant of the validity period.</summary>
    public DateTimeOffset NotBefore { get; }

    /// <summary>Last instant of the validity period.</summary>
    public DateTimeOffset NotAfter { get; }

    /// <summary>Whether subject and issuer are the same name (RFC 5280 §3.2).</summary>
    public bool IsSelfIssued => SameName(SubjectName, IssuerName);

    internal ReadOnlyMemory<byte> TbsCertificate { get; }

    internal int Version { get; }

    internal X509Name SubjectName { get; }

    internal X509Name IssuerName { get; }

    internal AlgorithmIdentifier SignatureAlgorithm { get; }

    internal ReadOnlyMemory<byte> Signature { get; }

    internal X509Extensions? ExtensionFields { get; }

    internal IReadOnlyList<string> CommonNames { get; }

    /// <summary>Reads one DER certificate.</summary>
    /// <param name="der">The octets, nothing before or after them.</param>
    /// <param name="certificate">The certificate.</param>
    /// <param name="failure">Why it is none.</param>
    public static bool TryRead(ReadOnlyMemory<byte> der, [NotNullWhen(true)] out PeerCertificate? certificate, out ParseFailure failure)
    {
        certificate = null;
        failure = new ParseFailure(0, "the certificate is not valid DER");
        if (der.Length > DerLimits.MaxCertificateSize)
        {
            failure = new ParseFailure(DerLimits.MaxCertificateSize, "the certificate is larger than 64 KiB");
            return false;
        }

        return CertificateOutline.TryRead(der, out CertificateOutline outline)
            && BouncyCastleGuard.Try(() => Read(der, outline), out certificate);
    }

    /// <summary>Whether <paramref name="issuer"/> has the name that this certificate says its issuer has.</summary>
    internal bool NamesAsIssuer(PeerCertificate issuer) => SameName(IssuerName, issuer.SubjectName);

    private static PeerCertificate Read(ReadOnlyMemory<byte> der, CertificateOutline outline)
    {
        X509CertificateStructure structure = X509CertificateStructure.GetInstance(Asn1Object.FromByteArray(der.ToArray()));
        // RFC 5280 §4.1.1.2: the algorithm inside the signed part is the one outside
        return structure.TbsCertificate.Signature.Equals(structure.SignatureAlgorithm)
            ? new PeerCertificate(der, outline, structure)
            : throw new ArgumentException("The two signature algorithms differ.", nameof(der));
    }

    private static string Describe(X509Name name)
    {
        IList<string> commonNames = name.GetValueList(X509Name.CN);
        return PeerText.Escape(commonNames.Count > 0 ? $"CN={commonNames[^1]}" : name.ToString());
    }

    private static bool SameName(X509Name left, X509Name right) =>
        BouncyCastleGuard.Try(() => left.Equivalent(right, inOrder: true), out bool same) && same;
}
