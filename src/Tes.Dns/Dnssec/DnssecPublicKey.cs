using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;
using Tes.Cryptography;
using Tes.Dns.Iana;
using Tes.Dns.Records;

namespace Tes.Dns.Dnssec;

/// <summary>
/// A DNSKEY ready to verify. Importing costs several verifications, so callers keep the object. Verifying reads only, so
/// one object may serve several threads.
/// </summary>
internal abstract class DnssecPublicKey
{
    // RFC 3110 §2 and RFC 5702 §2.1: 512 to 4096 bits.
    private const int MinRsaBits = 512;
    private const int MaxRsaBits = 4096;

    // RFC 5702 §2.2: RSA/SHA-512 keys have at least 1024 bits.
    private const int MinRsaSha512Bits = 1024;

    // Own limit: exponents in use have at most 5 octets; a longer one only makes verifying slow.
    private const int MaxRsaExponentLength = 8;

    // RFC 5480 §2: what stands before the point in a SubjectPublicKeyInfo of these curves, with the 04 of an uncompressed point.
    private static ReadOnlySpan<byte> P256Prefix =>
    [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01,
        0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
    ];

    private static ReadOnlySpan<byte> P384Prefix =>
    [
        0x30, 0x76, 0x30, 0x10, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01,
        0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x22, 0x03, 0x62, 0x00, 0x04,
    ];

    /// <summary>Whether <paramref name="signature"/> over <paramref name="data"/> was made with this key. Any octets are fine.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        try
        {
            return IsSignature(signature, data);
        }
        catch (CryptographicException)
        {
            // The library will not compute with these numbers, or the system's policy forbids the hash: nothing is verified.
            return false;
        }
    }

    protected abstract bool IsSignature(ReadOnlySpan<byte> signature, ReadOnlySpan<byte> data);

    /// <summary>Imports the key; false when the algorithm is not implemented or the key material is malformed.</summary>
    public static bool TryImport(DnskeyRdata key, [NotNullWhen(true)] out DnssecPublicKey? imported)
    {
        try
        {
            imported = key.Algorithm switch
            {
                DnssecAlgorithm.RsaSha1 or DnssecAlgorithm.RsaSha1Nsec3Sha1 => ImportRsa(key, HashAlgorithmName.SHA1),
                DnssecAlgorithm.RsaSha256 => ImportRsa(key, HashAlgorithmName.SHA256),
                DnssecAlgorithm.RsaSha512 => ImportRsa(key, HashAlgorithmName.SHA512),
                DnssecAlgorithm.EcdsaP256Sha256 => ImportEcdsa(key, "prime256v1\0"u8, P256Prefix, 32, HashAlgorithmName.SHA256),
                DnssecAlgorithm.EcdsaP384Sha384 => ImportEcdsa(key, "secp384r1\0"u8, P384Prefix, 48, HashAlgorithmName.SHA384),
                // RFC 8080 §3: 32 and 57 octets.
                DnssecAlgorithm.Ed25519 => key.PublicKey.Length == Ed25519.PublicKeySize ? new Ed25519Key(key.PublicKey.ToArray()) : null,
                DnssecAlgorithm.Ed448 => key.PublicKey.Length == Ed448.PublicKeySize ? new Ed448Key(key.PublicKey.ToArray()) : null,
                _ => null,
            };
        }
        catch (CryptographicException)
        {
            // The library's word that the numbers are no key (a point off the curve, an even modulus, ...).
            imported = null;
        }

        return imported is not null;
    }

    private static RsaKey? ImportRsa(DnskeyRdata key, HashAlgorithmName hash)
    {
        // RFC 3110 §2: exponent length in one octet, or zero and two octets.
        ReadOnlySpan<byte> material = key.PublicKey.Span;
        if (material.Length < 3)
            return null;
        int exponentLength = material[0] != 0 ? material[0] : (material[1] << 8) | material[2];
        material = material[(material[0] != 0 ? 1 : 3)..];
        if (exponentLength == 0 || material.Length <= exponentLength)
            return null;
        ReadOnlySpan<byte> exponent = material[..exponentLength].TrimStart((byte)0);
        ReadOnlySpan<byte> modulus = material[exponentLength..].TrimStart((byte)0);
        if (exponent.Length is 0 or > MaxRsaExponentLength || modulus.Length is 0 or > MaxRsaBits / 8)
            return null;
        int bits = (modulus.Length * 8) - BitOperations.LeadingZeroCount((uint)modulus[0] << 24);
        if (bits < (hash == HashAlgorithmName.SHA512 ? MinRsaSha512Bits : MinRsaBits))
            return null;
        RSA rsa = RSA.Create(new RSAParameters { Exponent = exponent.ToArray(), Modulus = modulus.ToArray() });
        return new RsaKey(rsa, hash);
    }

    private static EcdsaKey? ImportEcdsa(DnskeyRdata key, ReadOnlySpan<byte> curve, ReadOnlySpan<byte> prefix, int size, HashAlgorithmName hash)
    {
        // RFC 6605 §4: the point as X | Y without prefix.
        if (key.PublicKey.Length != 2 * size)
            return null;
        // As SubjectPublicKeyInfo, which is imported in two thirds of the time that ECParameters take.
        byte[] info = [.. prefix, .. key.PublicKey.Span];
        if (OpenSslCurveKey.TryCreate(curve, info.AsSpan(prefix.Length - 1), out ECDsa? made))
            return new EcdsaKey(made, 2 * size, hash);
        var ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportSubjectPublicKeyInfo(info, out _);
            return new EcdsaKey(ecdsa, 2 * size, hash);
        }
        catch (CryptographicException)
        {
            ecdsa.Dispose();
            throw;
        }
    }

    private sealed class RsaKey(RSA rsa, HashAlgorithmName hash) : DnssecPublicKey
    {
        protected override bool IsSignature(ReadOnlySpan<byte> signature, ReadOnlySpan<byte> data) =>
            signature.Length <= MaxRsaBits / 8 && rsa.VerifyData(data, signature, hash, RSASignaturePadding.Pkcs1);
    }

    private sealed class EcdsaKey(ECDsa ecdsa, int signatureLength, HashAlgorithmName hash) : DnssecPublicKey
    {
        protected override bool IsSignature(ReadOnlySpan<byte> signature, ReadOnlySpan<byte> data) =>
            signature.Length == signatureLength
            && ecdsa.VerifyData(data, signature, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private sealed class Ed25519Key(byte[] publicKey) : DnssecPublicKey
    {
        protected override bool IsSignature(ReadOnlySpan<byte> signature, ReadOnlySpan<byte> data) =>
            signature.Length == Ed25519.SignatureSize
            && Ed25519.Verify(signature.ToArray(), 0, publicKey, 0, data.ToArray(), 0, data.Length);
    }

    private sealed class Ed448Key(byte[] publicKey) : DnssecPublicKey
    {
        protected override bool IsSignature(ReadOnlySpan<byte> signature, ReadOnlySpan<byte> data) =>
            signature.Length == Ed448.SignatureSize
            && Ed448.Verify(signature.ToArray(), 0, publicKey, 0, [], data.ToArray(), 0, data.Length);
    }
}
