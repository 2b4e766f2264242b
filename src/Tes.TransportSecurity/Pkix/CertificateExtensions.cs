using System.Diagnostics.CodeAnalysis;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;

namespace Tes.TransportSecurity.Pkix;

/// <summary>The extensions of a certificate that path validation looks at (RFC 5280 §4.2), all decoded.</summary>
internal sealed class CertificateExtensions
{
    // RFC 5280 §4.2: what is processed here, or cannot make a path invalid where no certificate policy is demanded
    private static readonly HashSet<DerObjectIdentifier> Processed =
    [
        X509Extensions.BasicConstraints, X509Extensions.KeyUsage, X509Extensions.ExtendedKeyUsage, X509Extensions.SubjectAlternativeName,
        X509Extensions.NameConstraints, X509Extensions.CertificatePolicies, X509Extensions.PolicyMappings, X509Extensions.InhibitAnyPolicy,
        X509Extensions.PolicyConstraints, X509Extensions.SubjectKeyIdentifier, X509Extensions.AuthorityKeyIdentifier,
        X509Extensions.IssuerAlternativeName, X509Extensions.CrlDistributionPoints, X509Extensions.AuthorityInfoAccess,
    ];

    // RFC 5280 §4.2.1.11: requireExplicitPolicy [0]
    private const int RequireExplicitPolicy = 0;

    private CertificateExtensions(X509Extensions? extensions)
    {
        if (extensions is null)
            return;
        UnknownCritical = extensions.GetCriticalExtensionOids().FirstOrDefault(oid => !Processed.Contains(oid))?.Id;
        BasicConstraints = Read(extensions, X509Extensions.BasicConstraints, Org.BouncyCastle.Asn1.X509.BasicConstraints.GetInstance);
        PathLength = BasicConstraints?.PathLenConstraintInteger?.IntValueExact;
        if (PathLength < 0)
            throw new ArgumentException("A negative path length.", nameof(extensions));
        KeyUsage = Read(extensions, X509Extensions.KeyUsage, DerBitString.GetInstance)?.IntValue;
        ExtendedKeyUsage = Read(extensions, X509Extensions.ExtendedKeyUsage, Org.BouncyCastle.Asn1.X509.ExtendedKeyUsage.GetInstance);
        NameConstraints = Read(extensions, X509Extensions.NameConstraints, Org.BouncyCastle.Asn1.X509.NameConstraints.GetInstance);
        AlternativeNames = Read(extensions, X509Extensions.SubjectAlternativeName, GeneralNames.GetInstance)?.GetNames() ?? [];
        Asn1Sequence? policy = Read(extensions, X509Extensions.PolicyConstraints, Asn1Sequence.GetInstance);
        DemandsPolicy = policy?.Any(element => element is Asn1TaggedObject { TagNo: RequireExplicitPolicy }) ?? false;
    }

    /// <summary>An OID of a critical extension that is not processed here; null where there is none.</summary>
    public string? UnknownCritical { get; }

    public BasicConstraints? BasicConstraints { get; }

    /// <summary>pathLenConstraint; null where there is none.</summary>
    public int? PathLength { get; }

    /// <summary>The bits of <see cref="Org.BouncyCastle.Asn1.X509.KeyUsage"/>; null where there is no such extension.</summary>
    public int? KeyUsage { get; }

    public ExtendedKeyUsage? ExtendedKeyUsage { get; }

    public NameConstraints? NameConstraints { get; }

    public IReadOnlyList<GeneralName> AlternativeNames { get; } = [];

    /// <summary>requireExplicitPolicy is there: the path is good only under a certificate policy, and policies are not processed here.</summary>
    public bool DemandsPolicy { get; }

    /// <summary>Decodes them; false when one that is looked at is malformed.</summary>
    public static bool TryRead(PeerCertificate certificate, [NotNullWhen(true)] out CertificateExtensions? extensions) =>
        BouncyCastleGuard.Try(() => new CertificateExtensions(certificate.ExtensionFields), out extensions);

    private static T? Read<T>(X509Extensions extensions, DerObjectIdentifier oid, Func<object, T> read)
        where T : class
    {
        Asn1Object? value = extensions.GetExtensionParsedValue(oid);
        return value is null ? null : read(value);
    }
}
