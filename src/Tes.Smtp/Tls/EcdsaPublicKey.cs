using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Tes.Cryptography;

namespace Tes.Smtp;

/// <summary>A key of a server's certificate on one of the curves of NIST: verifies its ECDSA signatures.</summary>
internal sealed class EcdsaPublicKey : TlsVerifier
{
    // SEC 1 §2.3.3: an uncompressed point is 04, then its coordinates (RFC 8446 §4.2.8.2 knows no other form)
    private const byte Uncompressed = 4;

    private readonly ECCurve _curve;
    private readonly byte[] _point;

    private EcdsaPublicKey(ECCurve curve, byte[] point, HashAlgorithmName hash)
    {
        _curve = curve;
        _point = point;
        Hash = hash;
    }

    /// <summary>The hash that TLS 1.3 ties to the curve (RFC 8446 §4.2.3).</summary>
    public HashAlgorithmName Hash { get; }

    /// <summary>Whether keys like this one are read here: an uncompressed point of P-256, P-384 or P-521, given by name.</summary>
    public static bool Reads(SubjectPublicKeyInfo keyInfo) => CurveOf(keyInfo) is not null;

    /// <summary>Reads a key (RFC 5480 §2.2).</summary>
    /// <exception cref="TlsFatalAlert">It is none of those.</exception>
    public static EcdsaPublicKey Read(SubjectPublicKeyInfo keyInfo)
    {
        var (curve, hash, _) = CurveOf(keyInfo) ?? throw new TlsFatalAlert(AlertDescription.unsupported_certificate, "EC key is not read here");
        return new EcdsaPublicKey(curve, keyInfo.PublicKey.GetBytes(), hash);
    }

    /// <inheritdoc/>
    public TlsStreamVerifier? GetStreamVerifier(DigitallySigned digitallySigned) => null;

    /// <inheritdoc/>
    // RFC 4492 §5.4: before TLS 1.2 SHA-1 alone is signed, of the two hashes that come here, and no algorithm is named
    public bool VerifyRawSignature(DigitallySigned digitallySigned, byte[] hash) =>
        Verify(digitallySigned.Algorithm is null ? hash[MD5.HashSizeInBytes..] : hash, digitallySigned.Signature);

    /// <summary>Verifies a signature in the form of RFC 3279 §2.2.3.</summary>
    /// <param name="hash">The hash of what was signed; of a longer one the leading bits count (FIPS 186-5 §6.4.2).</param>
    /// <param name="signature">DER.</param>
    /// <exception cref="TlsFatalAlert">The key is no point of its curve.</exception>
    public bool Verify(byte[] hash, byte[] signature)
    {
        using var ecdsa = Import();
        try
        {
            return ecdsa.VerifyHash(hash, signature, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            // The platform reports some malformed signatures by exception
            return false;
        }
    }

    internal ECDsa Import()
    {
        try
        {
            return OpenSslCurveKey.TryCreate(OpenSslName(CoordinateLength), _point, out var key) ? key : ImportManaged();
        }
        catch (CryptographicException fault)
        {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, "EC key is no point of its curve", fault);
        }
    }

    /// <summary>The key in the way of other systems.</summary>
    /// <exception cref="CryptographicException">It is no point of its curve.</exception>
    internal ECDsa ImportManaged() => ECDsa.Create(new ECParameters
    {
        Curve = _curve,
        Q = new ECPoint { X = _point[1..(1 + CoordinateLength)], Y = _point[(1 + CoordinateLength)..] },
    });

    private int CoordinateLength => _point.Length / 2;

    private static ReadOnlySpan<byte> OpenSslName(int length) => length switch
    {
        32 => "prime256v1\0"u8,
        48 => "secp384r1\0"u8,
        _ => "secp521r1\0"u8,
    };

    private static (ECCurve Curve, HashAlgorithmName Hash, int Length)? CurveOf(SubjectPublicKeyInfo keyInfo)
    {
        if (!keyInfo.Algorithm.Algorithm.Equals(X9ObjectIdentifiers.IdECPublicKey) || keyInfo.Algorithm.Parameters is not DerObjectIdentifier name)
            return null;
        (ECCurve, HashAlgorithmName, int Length)? curve = name.Id switch
        {
            "1.2.840.10045.3.1.7" => (ECCurve.NamedCurves.nistP256, HashAlgorithmName.SHA256, 32),
            "1.3.132.0.34" => (ECCurve.NamedCurves.nistP384, HashAlgorithmName.SHA384, 48),
            "1.3.132.0.35" => (ECCurve.NamedCurves.nistP521, HashAlgorithmName.SHA512, 66),
            _ => null,
        };
        var point = keyInfo.PublicKey.GetBytes();
        return curve is { Length: var length } && point.Length == 1 + (2 * length) && point[0] == Uncompressed ? curve : null;
    }
}
