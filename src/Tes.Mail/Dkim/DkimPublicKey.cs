using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Tes.Mail.Dkim;

/// <summary>A public key ready to verify. Importing costs as much as some verifications, so it is kept. It serves several threads at once.</summary>
public abstract class DkimPublicKey
{
    // RFC 8017 §A.1: rsaEncryption
    private const string RsaEncryption = "1.2.840.113549.1.1.1";

    // Own limit: DER of a key at the limits, some octets around the numbers.
    private const int MaxKeyOctets = (DkimLimits.MaxRsaBits / 8) + 256;

    private DkimPublicKey(DkimKeyType type, int bits)
    {
        Type = type;
        Bits = bits;
    }

    /// <summary>Its type.</summary>
    public DkimKeyType Type { get; }

    /// <summary>Bits of the RSA modulus; 256 for Ed25519.</summary>
    public int Bits { get; }

    /// <summary>Whether this is the same key as another.</summary>
    public bool IsSameAs(DkimPublicKey other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Type == other.Type && Export().AsSpan().SequenceEqual(other.Export());
    }

    /// <summary>The key as p= has it: SubjectPublicKeyInfo of RSA, 32 octets of Ed25519.</summary>
    internal abstract byte[] Export();

    /// <summary>Whether a signature over a SHA-256 hash was made with this key. Any octets are fine.</summary>
    internal abstract bool Verify(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature);

    /// <summary>Takes the key out of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="key">The key.</param>
    /// <param name="fault">
    /// Why there is none: <see cref="DkimFault.KeyRevoked"/>, <see cref="DkimFault.KeyTypeUnknown"/>,
    /// <see cref="DkimFault.KeyMalformed"/>, <see cref="DkimFault.KeyTooShort"/> or <see cref="DkimFault.KeyTooLong"/>.
    /// </param>
    /// <param name="reason">The same for people, safe to show.</param>
    public static bool TryImport(DkimKeyRecord record, [NotNullWhen(true)] out DkimPublicKey? key, out DkimFault fault, out string reason)
    {
        ArgumentNullException.ThrowIfNull(record);
        key = null;
        if (record.IsRevoked)
            return Fail(DkimFault.KeyRevoked, "the key has been revoked: p= is empty", out fault, out reason);
        if (record.KeyType is not { } type)
            return Fail(DkimFault.KeyTypeUnknown, "the type of the key is not known", out fault, out reason);
        if (Base64Text.Read(record.PublicKeyText, MaxKeyOctets) is not { } octets)
            return Fail(DkimFault.KeyMalformed, "p= is no base64, or longer than any key that is used", out fault, out reason);
        if (type == DkimKeyType.Rsa)
            return TryImportRsa(octets, out key, out fault, out reason);
        // RFC 8463 §4: 32 octets, nothing around them
        if (octets.Length != Ed25519.PublicKeySize)
            return Fail(DkimFault.KeyMalformed, $"an Ed25519 key has 32 octets, and p= has {octets.Length}", out fault, out reason);
        key = new Ed25519Key(octets);
        (fault, reason) = (default, string.Empty);
        return true;
    }

    internal static DkimPublicKey OfEd25519(byte[] publicKey) => new Ed25519Key(publicKey);

    internal static DkimPublicKey OfRsa(RSA rsa) => new RsaKey(RSA.Create(rsa.ExportParameters(includePrivateParameters: false)), rsa.KeySize);

    private static bool TryImportRsa(byte[] octets, [NotNullWhen(true)] out DkimPublicKey? key, out DkimFault fault, out string reason)
    {
        key = null;
        try
        {
            (byte[] modulus, byte[] exponent) = ReadRsa(octets);
            int bits = modulus.Length == 0 ? 0 : (modulus.Length * 8) - BitOperations.LeadingZeroCount((uint)modulus[0] << 24);
            // RFC 8301 §3.2
            if (bits < DkimLimits.MinRsaBits)
                return Fail(DkimFault.KeyTooShort, $"the RSA key has {bits} bits, and RFC 8301 asks for {DkimLimits.MinRsaBits}", out fault, out reason);
            if (bits > DkimLimits.MaxRsaBits || exponent.Length > DkimLimits.MaxRsaExponentOctets)
                return Fail(DkimFault.KeyTooLong, "the RSA key or its exponent is longer than the limit", out fault, out reason);
            var rsa = RSA.Create(new RSAParameters { Modulus = modulus, Exponent = exponent });
            key = new RsaKey(rsa, bits);
            (fault, reason) = (default, string.Empty);
            return true;
        }
        catch (Exception exception) when (exception is AsnContentException or CryptographicException)
        {
            // The libraries' words for structures and numbers that are no key.
            return Fail(DkimFault.KeyMalformed, "p= holds no RSA public key", out fault, out reason);
        }
    }

    // RFC 6376 §3.6.1 has RSAPublicKey, its example and everybody SubjectPublicKeyInfo (erratum 3017): both are taken.
    private static (byte[] Modulus, byte[] Exponent) ReadRsa(byte[] octets)
    {
        var outer = new AsnReader(octets, AsnEncodingRules.DER);
        AsnReader sequence = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        if (sequence.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
        {
            AsnReader algorithm = sequence.ReadSequence();
            if (algorithm.ReadObjectIdentifier() != RsaEncryption)
                throw new AsnContentException("Not rsaEncryption.");
            byte[] inner = sequence.ReadBitString(out int unused);
            sequence.ThrowIfNotEmpty();
            if (unused != 0)
                throw new AsnContentException("Not whole octets.");
            outer = new AsnReader(inner, AsnEncodingRules.DER);
            sequence = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
        }

        byte[] modulus = Positive(sequence.ReadIntegerBytes().Span);
        byte[] exponent = Positive(sequence.ReadIntegerBytes().Span);
        sequence.ThrowIfNotEmpty();
        return (modulus, exponent);
    }

    private static byte[] Positive(ReadOnlySpan<byte> integer) =>
        (integer[0] & 0x80) == 0 ? integer.TrimStart((byte)0).ToArray() : throw new AsnContentException("A negative number.");

    private static bool Fail(DkimFault found, string text, out DkimFault fault, out string reason)
    {
        (fault, reason) = (found, text);
        return false;
    }

    private sealed class RsaKey(RSA rsa, int bits) : DkimPublicKey(DkimKeyType.Rsa, bits)
    {
        internal override byte[] Export() => rsa.ExportSubjectPublicKeyInfo();

        internal override bool Verify(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature)
        {
            try
            {
                return rsa.VerifyHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            }
            catch (CryptographicException)
            {
                // The library will not compute with these numbers: nothing is verified.
                return false;
            }
        }
    }

    private sealed class Ed25519Key(byte[] publicKey) : DkimPublicKey(DkimKeyType.Ed25519, 256)
    {
        internal override byte[] Export() => publicKey;

        // RFC 8463 §3: the hash is the message that is signed
        internal override bool Verify(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature) =>
            signature.Length == Ed25519.SignatureSize
            && Ed25519.Verify(signature.ToArray(), 0, publicKey, 0, hash.ToArray(), 0, hash.Length);
    }
}
