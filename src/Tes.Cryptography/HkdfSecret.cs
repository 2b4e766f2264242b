using System.Security.Cryptography;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace Tes.Cryptography;

/// <summary>
/// A secret of the TLS 1.3 key schedule (RFC 8446 §7.1), derived by the platform's HMAC: the library's copies three kilobytes of hash
/// state for each of some twenty derivations of a handshake.
/// </summary>
internal sealed class HkdfSecret(BcTlsCrypto crypto, byte[] secret) : BcTlsSecret(crypto, secret)
{
    private readonly BcTlsCrypto _crypto = crypto;

    /// <summary>The zeros that the schedule begins with.</summary>
    public static HkdfSecret Initial(BcTlsCrypto crypto, int cryptoHashAlgorithm) => new(crypto, new byte[TlsCryptoUtilities.GetHashOutputSize(cryptoHashAlgorithm)]);

    /// <inheritdoc/>
    // RFC 5869 §2.2. As in the library this secret, the salt, is used up by it; the other is not.
    public override TlsSecret HkdfExtract(int cryptoHashAlgorithm, TlsSecret ikm)
    {
        byte[] salt = Extract();
        byte[] keyMaterial = CopyData((AbstractTlsSecret)ikm);
        byte[] key = HKDF.Extract(NameOf(cryptoHashAlgorithm), keyMaterial, salt);
        CryptographicOperations.ZeroMemory(salt);
        CryptographicOperations.ZeroMemory(keyMaterial);
        return new HkdfSecret(_crypto, key);
    }

    /// <inheritdoc/>
    public override TlsSecret HkdfExpand(int cryptoHashAlgorithm, byte[] info, int length) => HkdfExpand(cryptoHashAlgorithm, info.AsSpan(), length);

    /// <inheritdoc/>
    // RFC 5869 §2.3
    public override TlsSecret HkdfExpand(int cryptoHashAlgorithm, ReadOnlySpan<byte> info, int length)
    {
        CheckAlive();
        byte[] output = new byte[length];
        if (length > 0)
            HKDF.Expand(NameOf(cryptoHashAlgorithm), m_data, output, info);
        return new HkdfSecret(_crypto, output);
    }

    private static HashAlgorithmName NameOf(int cryptoHashAlgorithm) => cryptoHashAlgorithm switch
    {
        CryptoHashAlgorithm.sha256 => HashAlgorithmName.SHA256,
        CryptoHashAlgorithm.sha384 => HashAlgorithmName.SHA384,
        _ => throw new ArgumentOutOfRangeException(nameof(cryptoHashAlgorithm), cryptoHashAlgorithm, "A hash of no TLS 1.3 suite that is offered."),
    };
}
