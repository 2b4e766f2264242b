using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.EdEC;
using Org.BouncyCastle.Asn1.Nist;
using Org.BouncyCastle.Asn1.Oiw;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;

namespace Tes.TransportSecurity.Pkix;

/// <summary>Verifies certificate signatures: RSA PKCS#1 v1.5 and PSS, ECDSA on named curves, Ed25519 and Ed448.</summary>
internal static class CertificateSignature
{
    /// <summary>Whether the holder of <paramref name="key"/> signed <paramref name="certificate"/>.</summary>
    public static SignatureVerdict Verify(PeerCertificate certificate, SubjectPublicKey key, SignatureBudget budget)
    {
        DerObjectIdentifier algorithm = certificate.SignatureAlgorithm.Algorithm;
        // RFC 8446 §4.4.2.4: MD5 MUST and SHA-1 is RECOMMENDED to be refused wherever a certificate's signature has to be believed.
        // The signature of the trust anchor itself is never looked at: its TLSA record vouches for it.
        if (IsWeak(algorithm))
            return SignatureVerdict.Weak;
        if (!budget.TryTake(1))
            return SignatureVerdict.Unchecked;
        return BouncyCastleGuard.Try(() => Check(certificate, key, budget), out SignatureVerdict verdict) ? verdict : SignatureVerdict.Invalid;
    }

    private static SignatureVerdict Check(PeerCertificate certificate, SubjectPublicKey key, SignatureBudget budget)
    {
        DerObjectIdentifier algorithm = certificate.SignatureAlgorithm.Algorithm;
        if (RsaHash(algorithm) is { } hash)
            return CheckRsa(certificate, key, hash, RSASignaturePadding.Pkcs1);
        if (algorithm.Equals(PkcsObjectIdentifiers.IdRsassaPss))
            return CheckPss(certificate, key, budget);
        if (algorithm.Equals(PkcsObjectIdentifiers.Sha224WithRsaEncryption))
            return CheckSlowRsa(certificate, key, budget, () => SignerUtilities.GetSigner("SHA-224withRSA"));
        return (key.Other, EllipticSigner(algorithm)) switch
        {
            (ECPublicKeyParameters or Ed25519PublicKeyParameters or Ed448PublicKeyParameters, { } signer) =>
                Check(certificate, key.Other, SignerUtilities.GetSigner(signer)),
            (_, null) => SignatureVerdict.Unsupported,
            _ => SignatureVerdict.Invalid,
        };
    }

    private static SignatureVerdict Check(PeerCertificate certificate, AsymmetricKeyParameter key, ISigner verifier)
    {
        verifier.Init(forSigning: false, key);
        verifier.BlockUpdate(certificate.TbsCertificate.Span);
        return verifier.VerifySignature(certificate.Signature.ToArray()) ? SignatureVerdict.Valid : SignatureVerdict.Invalid;
    }

    private static SignatureVerdict CheckPss(PeerCertificate certificate, SubjectPublicKey key, SignatureBudget budget)
    {
        // RFC 4055 §3.1: the parameters name the hash, that of the mask, and the salt length
        RsassaPssParameters parameters = RsassaPssParameters.GetInstance(certificate.SignatureAlgorithm.Parameters);
        DerObjectIdentifier maskHashOid = AlgorithmIdentifier.GetInstance(parameters.MaskGenAlgorithm.Parameters).Algorithm;
        DerObjectIdentifier hashOid = parameters.HashAlgorithm.Algorithm;
        if (IsWeak(hashOid))
            return SignatureVerdict.Weak;
        if (Hash(hashOid) is not { } hash || Hash(maskHashOid) is not { } maskHash)
            return SignatureVerdict.Unsupported;
        int saltLength = parameters.SaltLength.IntValueExact;
        if (maskHash == hash && saltLength == DigestUtilities.GetDigest(hashOid).GetDigestSize())
            return CheckRsa(certificate, key, hash, RSASignaturePadding.Pss);
        return CheckSlowRsa(certificate, key, budget, () =>
            new PssSigner(new RsaEngine(), DigestUtilities.GetDigest(hashOid), DigestUtilities.GetDigest(maskHashOid), saltLength));
    }

    // What the platform does not do: SHA-224, and salts that are not as long as the hash (OpenSSL's default is the longest that fits)
    private static SignatureVerdict CheckSlowRsa(PeerCertificate certificate, SubjectPublicKey key, SignatureBudget budget, Func<ISigner> verifier)
    {
        if (JudgeSize(key) is { } verdict)
            return verdict;
        if (key.Rsa!.Value.Modulus!.Length * 8 > DerLimits.MaxSlowRsaModulusBits)
            return SignatureVerdict.Unsupported;
        if (!budget.TryTake(DerLimits.SlowSignatureCost))
            return SignatureVerdict.Unchecked;
        var rsa = new RsaKeyParameters(isPrivate: false, new BigInteger(1, key.Rsa.Value.Modulus), new BigInteger(1, key.Rsa.Value.Exponent));
        return Check(certificate, rsa, verifier());
    }

    private static SignatureVerdict CheckRsa(PeerCertificate certificate, SubjectPublicKey key, HashAlgorithmName hash, RSASignaturePadding padding)
    {
        if (JudgeSize(key) is { } verdict)
            return verdict;
        using RSA rsa = RSA.Create(key.Rsa!.Value);
        return rsa.VerifyData(certificate.TbsCertificate.Span, certificate.Signature.Span, hash, padding)
            ? SignatureVerdict.Valid
            : SignatureVerdict.Invalid;
    }

    private static SignatureVerdict? JudgeSize(SubjectPublicKey key)
    {
        if (key.Rsa is not { Modulus: { } modulus, Exponent: { } exponent })
            return SignatureVerdict.Invalid;
        if (modulus.Length * 8 > DerLimits.MaxRsaModulusBits || exponent.Length * 8 > DerLimits.MaxRsaExponentBits)
            return SignatureVerdict.Unsupported;
        return modulus.Length * 8 < DerLimits.MinRsaModulusBits ? SignatureVerdict.Weak : null;
    }

    private static bool IsWeak(DerObjectIdentifier algorithm) =>
        algorithm.Equals(PkcsObjectIdentifiers.MD2WithRsaEncryption) || algorithm.Equals(PkcsObjectIdentifiers.MD4WithRsaEncryption)
        || algorithm.Equals(PkcsObjectIdentifiers.MD5WithRsaEncryption) || algorithm.Equals(PkcsObjectIdentifiers.Sha1WithRsaEncryption)
        || algorithm.Equals(X9ObjectIdentifiers.ECDsaWithSha1) || algorithm.Equals(X9ObjectIdentifiers.IdDsaWithSha1)
        || algorithm.Equals(OiwObjectIdentifiers.Sha1WithRsa) || algorithm.Equals(OiwObjectIdentifiers.IdSha1)
        || algorithm.Equals(PkcsObjectIdentifiers.MD5);

    private static HashAlgorithmName? RsaHash(DerObjectIdentifier algorithm) =>
        algorithm.Equals(PkcsObjectIdentifiers.Sha256WithRsaEncryption) ? HashAlgorithmName.SHA256
        : algorithm.Equals(PkcsObjectIdentifiers.Sha384WithRsaEncryption) ? HashAlgorithmName.SHA384
        : algorithm.Equals(PkcsObjectIdentifiers.Sha512WithRsaEncryption) ? HashAlgorithmName.SHA512
        : null;

    private static HashAlgorithmName? Hash(DerObjectIdentifier algorithm) =>
        algorithm.Equals(NistObjectIdentifiers.IdSha256) ? HashAlgorithmName.SHA256
        : algorithm.Equals(NistObjectIdentifiers.IdSha384) ? HashAlgorithmName.SHA384
        : algorithm.Equals(NistObjectIdentifiers.IdSha512) ? HashAlgorithmName.SHA512
        : null;

    private static string? EllipticSigner(DerObjectIdentifier algorithm) =>
        algorithm.Equals(X9ObjectIdentifiers.ECDsaWithSha224) ? "SHA-224withECDSA"
        : algorithm.Equals(X9ObjectIdentifiers.ECDsaWithSha256) ? "SHA-256withECDSA"
        : algorithm.Equals(X9ObjectIdentifiers.ECDsaWithSha384) ? "SHA-384withECDSA"
        : algorithm.Equals(X9ObjectIdentifiers.ECDsaWithSha512) ? "SHA-512withECDSA"
        : algorithm.Equals(EdECObjectIdentifiers.id_Ed25519) ? "Ed25519"
        : algorithm.Equals(EdECObjectIdentifiers.id_Ed448) ? "Ed448"
        : null;
}
