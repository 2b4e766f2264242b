using System.Numerics;
using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace Tes.Smtp;

/// <summary>An RSA key of a server's certificate: verifies its signatures and encrypts a premaster secret to it.</summary>
internal sealed class RsaPublicKey : TlsVerifier, TlsEncryptor
{
    // RFC 8017 §9.2: 00 01, at least eight FF, and 00 before the message
    private const int MinimalPadding = 11;

    private readonly RSAParameters _key;

    private RsaPublicKey(RSAParameters key) => _key = key;

    /// <summary>Reads a key (RFC 8017 §A.1.1).</summary>
    /// <exception cref="TlsFatalAlert">It is malformed, or larger than <see cref="TlsLimits"/> allow.</exception>
    public static RsaPublicKey Read(SubjectPublicKeyInfo keyInfo)
    {
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportRSAPublicKey(keyInfo.PublicKey.GetBytes(), out _);
            var key = rsa.ExportParameters(includePrivateParameters: false);
            if (rsa.KeySize > TlsLimits.MaxRsaModulusBits || key.Exponent!.Length * 8 > TlsLimits.MaxRsaExponentBits)
                throw new TlsFatalAlert(AlertDescription.unsupported_certificate, "RSA key is too large");
            return new RsaPublicKey(key);
        }
        catch (CryptographicException fault)
        {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, "RSA key is malformed", fault);
        }
    }

    /// <inheritdoc/>
    public TlsStreamVerifier? GetStreamVerifier(DigitallySigned digitallySigned) => null;

    /// <inheritdoc/>
    public bool VerifyRawSignature(DigitallySigned digitallySigned, byte[] hash)
    {
        // RFC 4346 §4.7: TLS 1.0 and 1.1 sign MD5 and SHA-1 together, without a DigestInfo
        if (digitallySigned.Algorithm is not { } algorithm) return VerifyPkcs1(hash, digitallySigned.Signature);
        var scheme = SignatureScheme.From(algorithm);
        return SignatureScheme.IsRsaPss(scheme)
            ? VerifyPss(scheme, hash, digitallySigned.Signature)
            : VerifyPkcs1(DigestInfo(algorithm.Hash, hash), digitallySigned.Signature);
    }

    /// <summary>Verifies an RSASSA-PSS signature whose salt is as long as its hash (RFC 8446 §4.2.3).</summary>
    public bool VerifyPss(int scheme, byte[] hash, byte[] signature)
    {
        try
        {
            using var rsa = RSA.Create(_key);
            return rsa.VerifyHash(hash, signature, PssHash(scheme), RSASignaturePadding.Pss);
        }
        catch (CryptographicException)
        {
            // The platform reports some malformed signatures by exception
            return false;
        }
    }

    /// <inheritdoc/>
    public byte[] Encrypt(byte[] input, int inOff, int length)
    {
        try
        {
            using var rsa = RSA.Create(_key);
            return rsa.Encrypt(input.AsSpan(inOff, length), RSAEncryptionPadding.Pkcs1);
        }
        catch (CryptographicException fault)
        {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, "RSA key cannot encrypt", fault);
        }
    }

    /// <summary>The hash of one of the offered RSASSA-PSS schemes.</summary>
    public static HashAlgorithmName PssHash(int scheme) => SignatureScheme.GetCryptoHashAlgorithm(scheme) switch
    {
        CryptoHashAlgorithm.sha256 => HashAlgorithmName.SHA256,
        CryptoHashAlgorithm.sha384 => HashAlgorithmName.SHA384,
        CryptoHashAlgorithm.sha512 => HashAlgorithmName.SHA512,
        _ => throw new TlsFatalAlert(AlertDescription.illegal_parameter, "signature scheme was not offered"),
    };

    private static byte[] DigestInfo(short hashAlgorithm, byte[] hash) =>
        new DigestInfo(new AlgorithmIdentifier(TlsUtilities.GetOidForHashAlgorithm(hashAlgorithm), Org.BouncyCastle.Asn1.DerNull.Instance), hash).GetDerEncoded();

    // RFC 8017 §8.2.2, by comparing the whole encoded message. Not by the platform, which has no way to leave out the DigestInfo
    // and refuses SHA-1 on some hosts, where an old server would then look as if it had signed wrongly.
    private bool VerifyPkcs1(byte[] message, byte[] signature)
    {
        var length = _key.Modulus!.Length;
        if (signature.Length != length || length < message.Length + MinimalPadding) return false;
        var expected = new byte[length];
        expected.AsSpan().Fill(0xFF);
        expected[0] = 0;
        expected[1] = 1;
        expected[^(message.Length + 1)] = 0;
        message.CopyTo(expected, length - message.Length);
        var modulus = Number(_key.Modulus);
        var number = Number(signature);
        return number < modulus && BigInteger.ModPow(number, Number(_key.Exponent!), modulus) == Number(expected);
    }

    private static BigInteger Number(byte[] octets) => new(octets, isUnsigned: true, isBigEndian: true);
}
