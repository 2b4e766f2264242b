using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;
using Tes.Dns.Iana;
using Tes.Dns.Records;

namespace Tes.TransportSecurity.Tests;

/// <summary>What a certificate of a test is to look like: by default a sound leaf, or with <see cref="Ca"/> a sound CA.</summary>
internal sealed record CertificateSpec
{
    public string Subject { get; init; } = "CN=leaf";

    /// <summary>Signs it; null for a self-signed one.</summary>
    public TestCertificate? Issuer { get; init; }

    /// <summary>Claims another issuer than the one that signs.</summary>
    public string? IssuerName { get; init; }

    public AsymmetricCipherKeyPair? Key { get; init; }

    public DateTimeOffset NotBefore { get; init; } = TestCertificate.Now.AddDays(-30);

    public DateTimeOffset NotAfter { get; init; } = TestCertificate.Now.AddDays(30);

    public string[] DnsNames { get; init; } = [];

    public GeneralName[] OtherNames { get; init; } = [];

    public bool? IsCa { get; init; }

    public int? PathLength { get; init; }

    public int? KeyUsage { get; init; }

    public KeyPurposeID[] Purposes { get; init; } = [];

    public NameConstraints? NameConstraints { get; init; }

    public (string Oid, Asn1Encodable Value)? CriticalExtension { get; init; }

    public string? SignatureAlgorithm { get; init; }

    public bool Version1 { get; init; }

    public static CertificateSpec Ca(string subject, TestCertificate? issuer = null) =>
        new() { Subject = subject, Issuer = issuer, IsCa = true, KeyUsage = Org.BouncyCastle.Asn1.X509.KeyUsage.KeyCertSign };

    public TestCertificate Make() => TestCertificate.Make(this);
}

/// <summary>A certificate with its key.</summary>
internal sealed class TestCertificate
{
    /// <summary>The time of all tests.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly SecureRandom Random = new();
    private static int _serial;

    private TestCertificate(X509Certificate certificate, AsymmetricCipherKeyPair key)
    {
        Certificate = certificate;
        Key = key;
        Der = certificate.GetEncoded();
    }

    public X509Certificate Certificate { get; }

    public AsymmetricCipherKeyPair Key { get; }

    public byte[] Der { get; }

    public byte[] Spki => Certificate.SubjectPublicKeyInfo.GetDerEncoded();

    public TlsaRdata Tlsa(int usage, int selector, int matchingType)
    {
        byte[] selected = selector == 0 ? Der : Spki;
        byte[] data = matchingType switch { 0 => selected, 1 => SHA256.HashData(selected), _ => SHA512.HashData(selected) };
        return new TlsaRdata((TlsaCertificateUsage)usage, (TlsaSelector)selector, (TlsaMatchingType)matchingType, data);
    }

    public static AsymmetricCipherKeyPair EcKey(string curve = "P-256")
    {
        var generator = new ECKeyPairGenerator();
        generator.Init(new ECKeyGenerationParameters(Org.BouncyCastle.Asn1.X9.ECNamedCurveTable.GetOid(curve), Random));
        return generator.GenerateKeyPair();
    }

    public static AsymmetricCipherKeyPair RsaKey(int bits)
    {
        using var rsa = RSA.Create(bits); // an order of magnitude faster than the generator of the library
        return DotNetUtilities.GetRsaKeyPair(rsa);
    }

    public static AsymmetricCipherKeyPair Ed25519Key()
    {
        var generator = new Ed25519KeyPairGenerator();
        generator.Init(new Ed25519KeyGenerationParameters(Random));
        return generator.GenerateKeyPair();
    }

    public static AsymmetricCipherKeyPair Ed448Key()
    {
        var generator = new Ed448KeyPairGenerator();
        generator.Init(new Ed448KeyGenerationParameters(Random));
        return generator.GenerateKeyPair();
    }

    public static TestCertificate Make(CertificateSpec spec)
    {
        AsymmetricCipherKeyPair key = spec.Key ?? EcKey();
        AsymmetricCipherKeyPair signer = spec.Issuer?.Key ?? key;
        var signature = new Asn1SignatureFactory(spec.SignatureAlgorithm ?? DefaultAlgorithm(signer.Private), signer.Private);
        var subject = new X509Name(spec.Subject);
        X509Name issuer = spec.IssuerName is { } name ? new X509Name(name) : spec.Issuer?.Certificate.SubjectDN ?? subject;
        BigInteger serial = BigInteger.ValueOf(Interlocked.Increment(ref _serial));
        if (spec.Version1)
        {
            var old = new X509V1CertificateGenerator();
            old.SetSerialNumber(serial);
            old.SetSubjectDN(subject);
            old.SetIssuerDN(issuer);
            old.SetNotBefore(spec.NotBefore.UtcDateTime);
            old.SetNotAfter(spec.NotAfter.UtcDateTime);
            old.SetPublicKey(key.Public);
            return new TestCertificate(old.Generate(signature), key);
        }

        var generator = new X509V3CertificateGenerator();
        generator.SetSerialNumber(serial);
        generator.SetSubjectDN(subject);
        generator.SetIssuerDN(issuer);
        generator.SetNotBefore(spec.NotBefore.UtcDateTime);
        generator.SetNotAfter(spec.NotAfter.UtcDateTime);
        generator.SetPublicKey(key.Public);
        AddExtensions(generator, spec);
        return new TestCertificate(generator.Generate(signature), key);
    }

    private static void AddExtensions(X509V3CertificateGenerator generator, CertificateSpec spec)
    {
        if (spec.IsCa is { } isCa)
            generator.AddExtension(X509Extensions.BasicConstraints, true, spec.PathLength is { } length ? new BasicConstraints(length) : new BasicConstraints(isCa));
        if (spec.KeyUsage is { } usage)
            generator.AddExtension(X509Extensions.KeyUsage, true, new KeyUsage(usage));
        if (spec.Purposes.Length > 0)
            generator.AddExtension(X509Extensions.ExtendedKeyUsage, false, new ExtendedKeyUsage(spec.Purposes));
        if (spec.NameConstraints is { } constraints)
            generator.AddExtension(X509Extensions.NameConstraints, true, constraints);
        GeneralName[] names = [.. spec.DnsNames.Select(dns => new GeneralName(GeneralName.DnsName, dns)), .. spec.OtherNames];
        if (names.Length > 0)
            generator.AddExtension(X509Extensions.SubjectAlternativeName, false, new GeneralNames(names));
        if (spec.CriticalExtension is { } extension)
            generator.AddExtension(new DerObjectIdentifier(extension.Oid), true, extension.Value);
    }

    private static string DefaultAlgorithm(AsymmetricKeyParameter key) => key switch
    {
        Ed25519PrivateKeyParameters => "Ed25519",
        Ed448PrivateKeyParameters => "Ed448",
        RsaKeyParameters => "SHA256WITHRSA",
        _ => "SHA256WITHECDSA",
    };
}
