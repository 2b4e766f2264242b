using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace Tes.Smtp;

/// <summary>
/// A certificate of the server: keeps the octets that were sent, judges nothing but the proof of possession of its key,
/// and does RSA and the curves of NIST with the platform (the library tests every RSA modulus for primality: 20 ms for 2048 bits,
/// 120 ms for 4096; and its P-256 takes five times as long).
/// </summary>
internal sealed class SentCertificate : BcTlsCertificate
{
    private readonly HandshakeRecord _record;
    private readonly byte[] _encoding;

    /// <summary>Reads a certificate.</summary>
    /// <exception cref="IOException">It is not one.</exception>
    public SentCertificate(BcTlsCrypto crypto, HandshakeRecord record, byte[] encoding)
        : base(crypto, encoding)
    {
        _record = record;
        _encoding = encoding;
    }

    private bool IsRsa => SubjectPublicKeyInfo.Algorithm.Algorithm.Equals(PkcsObjectIdentifiers.RsaEncryption)
        || SubjectPublicKeyInfo.Algorithm.Algorithm.Equals(PkcsObjectIdentifiers.IdRsassaPss);

    /// <inheritdoc/>
    public override byte[] GetEncoded() => _encoding;

    /// <inheritdoc/>
    public override TlsVerifier CreateVerifier(short signatureAlgorithm)
    {
        if (signatureAlgorithm == SignatureAlgorithm.ecdsa && EcdsaPublicKey.Reads(SubjectPublicKeyInfo))
            return new RecordingVerifier(EcdsaPublicKey.Read(SubjectPublicKeyInfo), _record);
        if (!IsRsa) return new RecordingVerifier(base.CreateVerifier(signatureAlgorithm), _record);
        CheckRsaScheme(signatureAlgorithm);
        return new RecordingVerifier(RsaPublicKey.Read(SubjectPublicKeyInfo), _record);
    }

    /// <inheritdoc/>
    public override Tls13Verifier CreateVerifier(int signatureScheme)
    {
        // RFC 8446 §4.4.3: no SHA-1 and no RSASSA-PKCS1-v1_5 here, though both are offered for TLS 1.2
        if (signatureScheme is SignatureScheme.ecdsa_sha1 or SignatureScheme.rsa_pkcs1_sha1)
            throw new TlsFatalAlert(AlertDescription.illegal_parameter, "SHA-1 signature in TLS 1.3");
        _record.SawSignature(signatureScheme);
        if (SignatureScheme.IsECDsa(signatureScheme) && EcdsaPublicKey.Reads(SubjectPublicKeyInfo))
            return CreateVerifier(EcdsaPublicKey.Read(SubjectPublicKeyInfo), signatureScheme);
        if (!IsRsa) return base.CreateVerifier(signatureScheme);
        if (!SignatureScheme.IsRsaPss(signatureScheme))
            throw new TlsFatalAlert(AlertDescription.illegal_parameter, "RSA signature without PSS in TLS 1.3");
        CheckRsaScheme(SignatureScheme.GetSignatureAlgorithm(signatureScheme));
        return new RsaPssVerifier(RsaPublicKey.Read(SubjectPublicKeyInfo), signatureScheme);
    }

    /// <inheritdoc/>
    public override TlsEncryptor CreateEncryptor(int tlsCertificateRole) =>
        IsRsa && tlsCertificateRole == TlsCertificateRole.RsaEncryption ? RsaPublicKey.Read(SubjectPublicKeyInfo) : base.CreateEncryptor(tlsCertificateRole);

    /// <inheritdoc/>
    // Key usage is for those who judge the chain; most senders do not look at it.
    protected override bool SupportsKeyUsage(int keyUsageBits) => true;

    /// <inheritdoc/>
    protected override bool SupportsSignatureAlgorithm(short signatureAlgorithm, int keyUsage) =>
        IsRsa ? IsRsaScheme(signatureAlgorithm) : base.SupportsSignatureAlgorithm(signatureAlgorithm, keyUsage);

    private static EcdsaVerifier CreateVerifier(EcdsaPublicKey key, int signatureScheme)
    {
        // RFC 8446 §4.2.3: in TLS 1.3 a scheme is of one curve and one hash
        var scheme = key.Hash.Name switch
        {
            nameof(HashAlgorithmName.SHA256) => SignatureScheme.ecdsa_secp256r1_sha256,
            nameof(HashAlgorithmName.SHA384) => SignatureScheme.ecdsa_secp384r1_sha384,
            _ => SignatureScheme.ecdsa_secp521r1_sha512,
        };
        return signatureScheme == scheme ? new EcdsaVerifier(key) : throw new TlsFatalAlert(AlertDescription.illegal_parameter, "signature scheme does not fit the curve of the key");
    }

    private void CheckRsaScheme(short signatureAlgorithm)
    {
        if (!IsRsaScheme(signatureAlgorithm))
            throw new TlsFatalAlert(AlertDescription.illegal_parameter, "signature scheme does not fit the RSA key");
    }

    // RFC 8446 §4.2.3: rsa_pkcs1 and rsa_pss_rsae go with rsaEncryption keys, rsa_pss_pss with id-RSASSA-PSS keys
    private bool IsRsaScheme(short signatureAlgorithm) => signatureAlgorithm switch
    {
        SignatureAlgorithm.rsa => SupportsRsa_Pkcs1(),
        SignatureAlgorithm.rsa_pss_rsae_sha256 or SignatureAlgorithm.rsa_pss_rsae_sha384 or SignatureAlgorithm.rsa_pss_rsae_sha512 => SupportsRsa_Pss_Rsae(),
        SignatureAlgorithm.rsa_pss_pss_sha256 or SignatureAlgorithm.rsa_pss_pss_sha384 or SignatureAlgorithm.rsa_pss_pss_sha512 => SupportsRsa_Pss_Pss(signatureAlgorithm),
        _ => false,
    };
}
