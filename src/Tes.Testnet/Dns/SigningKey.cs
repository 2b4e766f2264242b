using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Tes.Dns;
using Tes.Dns.Iana;

namespace Tes.Testnet.Dns;

/// <summary>A private key of a zone. The signer's side is written apart from the validator's, so that neither hides errors of the other.</summary>
internal abstract class SigningKey
{
    // RFC 4034 §2.1.1: Zone Key, and with it Secure Entry Point.
    private const ushort ZoneKeyFlags = 0x0100;
    private const ushort SecureEntryPointFlags = 0x0101;

    private SigningKey(DnssecAlgorithm algorithm, KeyRole role, byte[] publicKey)
    {
        Algorithm = algorithm;
        ushort flags = role == KeyRole.KeySigning ? SecureEntryPointFlags : ZoneKeyFlags;
        Dnskey = [(byte)(flags >> 8), (byte)flags, 3, (byte)algorithm, .. publicKey];
        Tag = ComputeTag(Dnskey);
    }

    public DnssecAlgorithm Algorithm { get; }

    /// <summary>RDATA of the DNSKEY record.</summary>
    public byte[] Dnskey { get; }

    public ushort Tag { get; }

    public abstract byte[] Sign(byte[] data);

    public static SigningKey Create(DnssecAlgorithm algorithm, DomainName zone, KeyRole role, string seed)
    {
        // The zone's name in it, so that two zones never share a key.
        byte[] secret = SHA512.HashData(Encoding.UTF8.GetBytes($"tes test net key {seed} {zone} {(byte)algorithm} {role}"));
        return algorithm switch
        {
            DnssecAlgorithm.RsaSha1 or DnssecAlgorithm.RsaSha1Nsec3Sha1 => new RsaKey(algorithm, HashAlgorithmName.SHA1),
            DnssecAlgorithm.RsaSha256 => new RsaKey(algorithm, HashAlgorithmName.SHA256),
            DnssecAlgorithm.RsaSha512 => new RsaKey(algorithm, HashAlgorithmName.SHA512),
            DnssecAlgorithm.EcdsaP256Sha256 => new EcdsaKey(algorithm, role, ECCurve.NamedCurves.nistP256, secret[..32], HashAlgorithmName.SHA256),
            DnssecAlgorithm.EcdsaP384Sha384 => new EcdsaKey(algorithm, role, ECCurve.NamedCurves.nistP384, secret[..48], HashAlgorithmName.SHA384),
            DnssecAlgorithm.Ed25519 => new EddsaKey(role, new Ed25519PrivateKeyParameters(secret[..Ed25519PrivateKeyParameters.KeySize])),
            DnssecAlgorithm.Ed448 => new EddsaKey(role, new Ed448PrivateKeyParameters(secret[..Ed448PrivateKeyParameters.KeySize])),
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "The test net cannot sign with this algorithm."),
        };
    }

    // RFC 4034 appendix B
    private static ushort ComputeTag(byte[] dnskey)
    {
        uint sum = 0;
        for (int i = 0; i < dnskey.Length; i++)
            sum += i % 2 == 0 ? (uint)dnskey[i] << 8 : dnskey[i];
        return (ushort)(sum + (sum >> 16));
    }

    private sealed class EcdsaKey(DnssecAlgorithm algorithm, KeyRole role, ECDsa key, HashAlgorithmName hash)
        : SigningKey(algorithm, role, PublicKeyOf(key))
    {
        private readonly Lock _lock = new();

        public EcdsaKey(DnssecAlgorithm algorithm, KeyRole role, ECCurve curve, byte[] secret, HashAlgorithmName hash)
            : this(algorithm, role, TestKeys.Ecdsa(curve, secret), hash)
        {
        }

        public override byte[] Sign(byte[] data)
        {
            lock (_lock)
                return key.SignData(data, hash);
        }

        // RFC 6605 §4: X | Y
        private static byte[] PublicKeyOf(ECDsa key)
        {
            ECPoint point = key.ExportParameters(includePrivateParameters: false).Q;
            return [.. point.X!, .. point.Y!];
        }
    }

    private sealed class EddsaKey : SigningKey
    {
        private readonly AsymmetricKeyParameter _key;

        public EddsaKey(KeyRole role, Ed25519PrivateKeyParameters key)
            : base(DnssecAlgorithm.Ed25519, role, key.GeneratePublicKey().GetEncoded()) => _key = key;

        public EddsaKey(KeyRole role, Ed448PrivateKeyParameters key)
            : base(DnssecAlgorithm.Ed448, role, key.GeneratePublicKey().GetEncoded()) => _key = key;

        public override byte[] Sign(byte[] data)
        {
            ISigner signer = Algorithm == DnssecAlgorithm.Ed25519 ? new Ed25519Signer() : new Ed448Signer([]);
            signer.Init(forSigning: true, _key);
            signer.BlockUpdate(data, 0, data.Length);
            return signer.GenerateSignature();
        }
    }

    // Making an RSA key takes a tenth of a second and more, so a process makes one and all RSA zones share it.
    private sealed class RsaKey(DnssecAlgorithm algorithm, HashAlgorithmName hash) : SigningKey(algorithm, KeyRole.KeySigning, PublicKeyOf(TestKeys.Rsa))
    {
        public override byte[] Sign(byte[] data)
        {
            lock (TestKeys.Rsa)
                return TestKeys.Rsa.SignData(data, hash, RSASignaturePadding.Pkcs1);
        }

        // RFC 3110 §2
        private static byte[] PublicKeyOf(RSA key)
        {
            RSAParameters parameters = key.ExportParameters(includePrivateParameters: false);
            return [(byte)parameters.Exponent!.Length, .. parameters.Exponent, .. parameters.Modulus!];
        }
    }
}
