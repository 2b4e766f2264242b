using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;
using Org.BouncyCastle.Security;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Records;

namespace Tes.Dns.Tests.Dnssec;

/// <summary>A private key with its DNSKEY.</summary>
internal sealed class TestKey
{
    private const ushort ZoneKeyFlags = 0x0101;

    private readonly Func<byte[], byte[]> _sign;

    private TestKey(DnssecAlgorithm algorithm, byte[] publicKey, Func<byte[], byte[]> sign)
    {
        Rdata = new DnskeyRdata(ZoneKeyFlags, 3, algorithm, publicKey);
        _sign = sign;
    }

    public static TestKey P256 { get; } = Create(DnssecAlgorithm.EcdsaP256Sha256);

    public static TestKey Other { get; } = Create(DnssecAlgorithm.EcdsaP256Sha256);

    public DnskeyRdata Rdata { get; }

    public static TestKey Create(DnssecAlgorithm algorithm) => algorithm switch
    {
        DnssecAlgorithm.RsaSha1 or DnssecAlgorithm.RsaSha1Nsec3Sha1 => Rsa(algorithm, HashAlgorithmName.SHA1),
        DnssecAlgorithm.RsaSha256 => Rsa(algorithm, HashAlgorithmName.SHA256),
        DnssecAlgorithm.RsaSha512 => Rsa(algorithm, HashAlgorithmName.SHA512),
        DnssecAlgorithm.EcdsaP256Sha256 => Ecdsa(algorithm, ECCurve.NamedCurves.nistP256, HashAlgorithmName.SHA256),
        DnssecAlgorithm.EcdsaP384Sha384 => Ecdsa(algorithm, ECCurve.NamedCurves.nistP384, HashAlgorithmName.SHA384),
        DnssecAlgorithm.Ed25519 => OfEd25519(),
        DnssecAlgorithm.Ed448 => OfEd448(),
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "No key of this kind is made."),
    };

    /// <summary>The RRset with an RRSIG of this key, changed by <paramref name="change"/> before it is made.</summary>
    public RRset Sign(RRset rrset, DomainName zone, DateTimeOffset now, Func<RrsigRdata, RrsigRdata>? change = null)
    {
        var unsigned = new RrsigRdata(
            rrset.Type, Rdata.Algorithm, (byte)SignedData.CountLabels(rrset.Owner), rrset.Ttl,
            (uint)now.AddDays(1).ToUnixTimeSeconds(), (uint)now.AddDays(-1).ToUnixTimeSeconds(), KeyTag.Of(Rdata), zone, ReadOnlyMemory<byte>.Empty);
        unsigned = change is null ? unsigned : change(unsigned);
        RrsigRdata signature = unsigned with { Signature = _sign(SignedData.Of(rrset, unsigned)) };
        return new RRset(rrset.Owner, rrset.Type, rrset.Class, rrset.Ttl, rrset.Rdatas, [.. rrset.Signatures, signature]);
    }

    private static TestKey Rsa(DnssecAlgorithm algorithm, HashAlgorithmName hash)
    {
        RSA key = RSA.Create(1024);
        RSAParameters parameters = key.ExportParameters(includePrivateParameters: false);
        return new TestKey(
            algorithm, [(byte)parameters.Exponent!.Length, .. parameters.Exponent, .. parameters.Modulus!], data => key.SignData(data, hash, RSASignaturePadding.Pkcs1));
    }

    private static TestKey Ecdsa(DnssecAlgorithm algorithm, ECCurve curve, HashAlgorithmName hash)
    {
        ECDsa key = ECDsa.Create(curve);
        ECPoint point = key.ExportParameters(includePrivateParameters: false).Q;
        return new TestKey(algorithm, [.. point.X!, .. point.Y!], data => key.SignData(data, hash));
    }

    private static TestKey OfEd25519()
    {
        byte[] secret = SecureRandom.GetNextBytes(new SecureRandom(), Ed25519.SecretKeySize);
        byte[] publicKey = new byte[Ed25519.PublicKeySize];
        Ed25519.GeneratePublicKey(secret, 0, publicKey, 0);
        return new TestKey(DnssecAlgorithm.Ed25519, publicKey, data =>
        {
            byte[] signature = new byte[Ed25519.SignatureSize];
            Ed25519.Sign(secret, 0, data, 0, data.Length, signature, 0);
            return signature;
        });
    }

    private static TestKey OfEd448()
    {
        byte[] secret = SecureRandom.GetNextBytes(new SecureRandom(), Ed448.SecretKeySize);
        byte[] publicKey = new byte[Ed448.PublicKeySize];
        Ed448.GeneratePublicKey(secret, 0, publicKey, 0);
        return new TestKey(DnssecAlgorithm.Ed448, publicKey, data =>
        {
            byte[] signature = new byte[Ed448.SignatureSize];
            Ed448.Sign(secret, 0, [], data, 0, data.Length, signature, 0);
            return signature;
        });
    }
}
