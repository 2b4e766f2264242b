using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;
using Tes.Dns;

namespace Tes.TransportSecurity.Pkix;

/// <summary>A SubjectPublicKeyInfo that can be read (RFC 5280 §4.1.2.7).</summary>
internal sealed class SubjectPublicKey
{
    private SubjectPublicKey(RSAParameters? rsa, AsymmetricKeyParameter? other)
    {
        Rsa = rsa;
        Other = other;
    }

    /// <summary>The key where it is RSA.</summary>
    public RSAParameters? Rsa { get; }

    /// <summary>The key where it is on a named curve or Edwards curve; null where it is RSA or of an algorithm not known here.</summary>
    public AsymmetricKeyParameter? Other { get; }

    /// <summary>Reads one DER SubjectPublicKeyInfo; a key of an unknown algorithm counts as read.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> der, [NotNullWhen(true)] out SubjectPublicKey? key, out ParseFailure failure)
    {
        failure = new ParseFailure(0, "the public key is not a valid SubjectPublicKeyInfo");
        key = null;
        return der.Length <= DerLimits.MaxCertificateSize && BouncyCastleGuard.Try(() => Read(der), out key);
    }

    private static SubjectPublicKey Read(ReadOnlyMemory<byte> der)
    {
        SubjectPublicKeyInfo info = SubjectPublicKeyInfo.GetInstance(Asn1Object.FromByteArray(der.ToArray()));
        DerObjectIdentifier algorithm = info.Algorithm.Algorithm;
        if (algorithm.Equals(PkcsObjectIdentifiers.RsaEncryption) || algorithm.Equals(PkcsObjectIdentifiers.IdRsassaPss))
            return new SubjectPublicKey(ReadRsa(info), other: null);
        if (algorithm.Equals(X9ObjectIdentifiers.IdECPublicKey))
        {
            // RFC 5480 §2.1.1: named curves only. Curves spelt out are the way of CVE-2020-0601, and can be made arbitrarily slow.
            _ = (DerObjectIdentifier)info.Algorithm.Parameters;
            return new SubjectPublicKey(rsa: null, PublicKeyFactory.CreateKey(info));
        }

        bool edwards = algorithm.Equals(Org.BouncyCastle.Asn1.EdEC.EdECObjectIdentifiers.id_Ed25519)
            || algorithm.Equals(Org.BouncyCastle.Asn1.EdEC.EdECObjectIdentifiers.id_Ed448);
        return new SubjectPublicKey(rsa: null, edwards ? PublicKeyFactory.CreateKey(info) : null);
    }

    private static RSAParameters ReadRsa(SubjectPublicKeyInfo info)
    {
        RsaPublicKeyStructure rsa = RsaPublicKeyStructure.GetInstance(info.ParsePublicKey());
        if (rsa.Modulus.SignValue <= 0 || rsa.PublicExponent.SignValue <= 0)
            throw new ArgumentException("A number of the RSA key is not positive.", nameof(info));
        return new RSAParameters { Modulus = rsa.Modulus.ToByteArrayUnsigned(), Exponent = rsa.PublicExponent.ToByteArrayUnsigned() };
    }
}
