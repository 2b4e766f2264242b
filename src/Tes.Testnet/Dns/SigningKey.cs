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
    private SigningKey(DeclaredKey declared, byte[] publicKey)
    {
        Declared = declared;
        Dnskey = [(byte)(declared.Flags >> 8), (byte)declared.Flags, declared.Protocol, (byte)declared.Algorithm, .. publicKey];
        Tag = ComputeTag(Dnskey);
    }

    public DeclaredKey Declared { get; }

    public DnssecAlgorithm Algorithm => Declared.Algorithm;

    /// <summary>RDATA of the DNSKEY record.</summary>
    public byte[] Dnskey { get; }

    public ushort Tag { get; }

    public abstract byte[] Sign(byte[] data);

    public static SigningKey Create(DeclaredKey declared, DomainName zone, string seed)
    {
        // The zone's name in it, so that two zones never share a key.
        byte[] secret = SHA512.HashData(Encoding.UTF8.GetBytes($"tes test net key {seed} {zone} {(byte)declared.Algorithm} {declared.Name}"));
        return declared.Algorithm switch
        {
            DnssecAlgorithm.RsaSha1 or DnssecAlgorithm.RsaSha1Nsec3Sha1 => new RsaKey(declared, HashAlgorithmName.SHA1),
            DnssecAlgorithm.RsaSha256 => new RsaKey(declared, HashAlgorithmName.SHA256),
            DnssecAlgorithm.RsaSha512 => new RsaKey(declared, HashAlgorithmName.SHA512),
            DnssecAlgorithm.EcdsaP256Sha256 => new EcdsaKey(declared, ECCurve.NamedCurves.nistP256, secret[..32], HashAlgorithmName.SHA256),
            DnssecAlgorithm.EcdsaP384Sha384 => new EcdsaKey(declared, ECCurve.NamedCurves.nistP384, secret[..48], HashAlgorithmName.SHA384),
            DnssecAlgorithm.Ed25519 => new EddsaKey(declared, new Ed25519PrivateKeyParameters(secret[..Ed25519PrivateKeyParameters.KeySize])),
            DnssecAlgorithm.Ed448 => new EddsaKey(declared, new Ed448PrivateKeyParameters(secret[..Ed448PrivateKeyParameters.KeySize])),
            _ => new UnknownKey(declared, secret),
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

    private sealed class EcdsaKey(DeclaredKey declared, ECDsa key, HashAlgorithmName hash) : SigningKey(declared, PublicKeyOf(key))
    {
        private readonly Lock _lock = new();

        public EcdsaKey(DeclaredKey declared, ECCurve curve, byte[] secret, HashAlgorithmName hash)
            : this(declared, TestKeys.Ecdsa(curve, secret), hash)
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

        public EddsaKey(DeclaredKey declared, Ed25519PrivateKeyParameters key)
            : base(declared, key.GeneratePublicKey().GetEncoded()) => _key = key;

        public EddsaKey(DeclaredKey declared, Ed448PrivateKeyParameters key)
            : base(declared, key.GeneratePublicKey().GetEncoded()) => _key = key;

        public override byte[] Sign(byte[] data)
        {
            ISigner signer = Algorithm == DnssecAlgorithm.Ed25519 ? new Ed25519Signer() : new Ed448Signer([]);
            signer.Init(forSigning: true, _key);
            signer.BlockUpdate(data, 0, data.Length);
            return signer.GenerateSignature();
        }
    }

    // Making an RSA key takes a tenth of a second and more, so a process makes one and all RSA zones share it.
    private sealed class RsaKey(DeclaredKey declared, HashAlgorithmName hash) : SigningKey(declared, PublicKeyOf(TestKeys.Rsa))
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

    // Something that no validator implements: octets that look like a key, and octets that look like a signature.
    private sealed class UnknownKey(DeclaredKey declared, byte[] secret) : SigningKey(declared, SHA256.HashData(secret))
    {
        public override byte[] Sign(byte[] data) => SHA512.HashData([.. Dnskey, .. data]);
    }
}
