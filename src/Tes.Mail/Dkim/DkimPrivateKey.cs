using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;
using Tes.Dns;

namespace Tes.Mail.Dkim;

/// <summary>A private key that signs: RSA or Ed25519.</summary>
public abstract class DkimPrivateKey : IDisposable
{
    // RFC 8410 §3: id-Ed25519
    private const string Ed25519Oid = "1.3.101.112";

    private DkimPrivateKey(DkimPublicKey publicKey) => PublicKey = publicKey;

    /// <summary>Its public half.</summary>
    public DkimPublicKey PublicKey { get; }

    /// <summary>The algorithm of its signatures.</summary>
    public DkimAlgorithm Algorithm => PublicKey.Type == DkimKeyType.Ed25519 ? DkimAlgorithm.Ed25519Sha256 : DkimAlgorithm.RsaSha256;

    /// <summary>The key as PKCS #8 in PEM (RFC 5958, RFC 7468 §10), with a final line end.</summary>
    public abstract string ExportPem();

    /// <summary>Signs a SHA-256 hash.</summary>
    internal abstract byte[] Sign(ReadOnlySpan<byte> hash);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the key.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>The record for the public half (RFC 6376 §3.6.1): v=, k= and p=.</summary>
    public string ToRecordText() => $"v=DKIM1; k={DkimWords.Of(PublicKey.Type)}; p={Convert.ToBase64String(PublicKey.Export())}";

    /// <summary>Makes an RSA key.</summary>
    /// <param name="bits">1024 to 8192; RFC 8301 §3.2 asks for 2048 or more.</param>
    public static DkimPrivateKey GenerateRsa(int bits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, DkimLimits.MinSigningRsaBits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, DkimLimits.MaxRsaBits);
        return new RsaKey(RSA.Create(bits));
    }

    /// <summary>Makes an Ed25519 key.</summary>
    public static DkimPrivateKey GenerateEd25519() => new Ed25519Key(RandomNumberGenerator.GetBytes(Ed25519.SecretKeySize));

    /// <summary>Reads the first private key of a PEM text: PKCS #8 (RSA, Ed25519), or RSAPrivateKey of PKCS #1. Blocks of other kinds are passed over.</summary>
    /// <param name="pem">The text.</param>
    /// <param name="key">The key.</param>
    /// <param name="failure">Where and why there is none: no block, encrypted, another algorithm, malformed, shorter than <see cref="DkimLimits.MinSigningRsaBits"/>.</param>
    public static bool TryReadPem(string pem, [NotNullWhen(true)] out DkimPrivateKey? key, out ParseFailure failure)
    {
        ArgumentNullException.ThrowIfNull(pem);
        key = null;
        ReadOnlySpan<char> rest = pem;
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            int at = pem.Length - rest.Length + fields.Location.Start.Value;
            string label = rest[fields.Label].ToString();
            if (label is "PRIVATE KEY" or "RSA PRIVATE KEY")
            {
                byte[] der = new byte[fields.DecodedDataLength];
                // What TryFind found is base64.
                _ = Convert.TryFromBase64Chars(rest[fields.Base64Data], der, out int length);
                failure = default;
                return TryReadDer(der.AsMemory(0, length), label == "PRIVATE KEY", out key, out string reason) || Fail(at, reason, out failure);
            }

            if (label == "ENCRYPTED PRIVATE KEY")
                return Fail(at, "the private key is encrypted", out failure);
            rest = rest[fields.Location.End..];
        }

        return Fail(0, "there is no private key (PEM, -----BEGIN PRIVATE KEY-----)", out failure);
    }

    private static bool TryReadDer(ReadOnlyMemory<byte> der, bool isPkcs8, [NotNullWhen(true)] out DkimPrivateKey? key, out string reason)
    {
        key = null;
        reason = "a private key that is not readable";
        try
        {
            if (isPkcs8 && TryReadEd25519(der, out byte[]? seed))
            {
                key = new Ed25519Key(seed);
                return true;
            }

            var rsa = RSA.Create();
            try
            {
                int read;
                if (isPkcs8)
                    rsa.ImportPkcs8PrivateKey(der.Span, out read);
                else
                    rsa.ImportRSAPrivateKey(der.Span, out read);
                reason = $"an RSA key of {rsa.KeySize} bits does not sign mail: {DkimLimits.MinSigningRsaBits} to {DkimLimits.MaxRsaBits} do (RFC 8301)";
                if (read == der.Length && rsa.KeySize is >= DkimLimits.MinSigningRsaBits and <= DkimLimits.MaxRsaBits)
                {
                    key = new RsaKey(rsa);
                    return true;
                }

                return false;
            }
            finally
            {
                if (key is null)
                    rsa.Dispose();
            }
        }
        catch (Exception exception) when (exception is AsnContentException or CryptographicException)
        {
            // The libraries' words for what is no key, or one of another algorithm.
            reason = "a private key that is neither RSA nor Ed25519, or not readable";
            return false;
        }
    }

    // RFC 8410 §7: an OCTET STRING within that of PKCS #8
    private static bool TryReadEd25519(ReadOnlyMemory<byte> der, [NotNullWhen(true)] out byte[]? seed)
    {
        seed = null;
        AsnReader sequence = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        sequence.ReadInteger();
        if (sequence.ReadSequence().ReadObjectIdentifier() != Ed25519Oid)
            return false;
        byte[] octets = new AsnReader(sequence.ReadOctetString(), AsnEncodingRules.DER).ReadOctetString();
        seed = octets.Length == Ed25519.SecretKeySize ? octets : throw new AsnContentException("Not 32 octets.");
        return true;
    }

    private static bool Fail(int offset, string reason, out ParseFailure failure)
    {
        failure = new ParseFailure(offset, reason);
        return false;
    }

    private sealed class RsaKey(RSA rsa) : DkimPrivateKey(DkimPublicKey.OfRsa(rsa))
    {
        public override string ExportPem() => rsa.ExportPkcs8PrivateKeyPem() + "\n";

        internal override byte[] Sign(ReadOnlySpan<byte> hash) => rsa.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        protected override void Dispose(bool disposing)
        {
            rsa.Dispose();
            base.Dispose(disposing);
        }
    }

    private sealed class Ed25519Key(byte[] seed) : DkimPrivateKey(DkimPublicKey.OfEd25519(PublicHalf(seed)))
    {
        public override string ExportPem()
        {
            var writer = new AsnWriter(AsnEncodingRules.DER);
            using (writer.PushSequence())
            {
                writer.WriteInteger(0);
                using (writer.PushSequence())
                    writer.WriteObjectIdentifier(Ed25519Oid);
                using (writer.PushOctetString())
                    writer.WriteOctetString(seed);
            }

            return PemEncoding.WriteString("PRIVATE KEY", writer.Encode()) + "\n";
        }

        internal override byte[] Sign(ReadOnlySpan<byte> hash)
        {
            byte[] signature = new byte[Ed25519.SignatureSize];
            Ed25519.Sign(seed, 0, hash.ToArray(), 0, hash.Length, signature, 0);
            return signature;
        }

        protected override void Dispose(bool disposing)
        {
            CryptographicOperations.ZeroMemory(seed);
            base.Dispose(disposing);
        }

        private static byte[] PublicHalf(byte[] seed)
        {
            byte[] publicKey = new byte[Ed25519.PublicKeySize];
            Ed25519.GeneratePublicKey(seed, 0, publicKey, 0);
            return publicKey;
        }
    }
}
