using System.Security.Cryptography;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace Tes.Testnet.Smtp;

/// <summary>
/// Signs handshakes with an ECDSA key by the platform, which takes a tenth of what the library does. It serves all handshakes of its
/// certificate, from any thread: to read a key takes five times as long as to sign with it.
/// </summary>
#pragma warning disable CA1001 // it is used until the last handshake with its certificate, of which nothing tells; the handle frees itself
internal sealed class PlatformSigner : TlsSigner
#pragma warning restore CA1001
{
    private readonly ECDsa _key = ECDsa.Create();
    private readonly Lock _access = new();

    /// <param name="privateKey">PKCS #8.</param>
    /// <exception cref="CryptographicException">It is none.</exception>
    public PlatformSigner(ReadOnlySpan<byte> privateKey) => _key.ImportPkcs8PrivateKey(privateKey, out _);

    public TlsStreamSigner? GetStreamSigner(SignatureAndHashAlgorithm algorithm) => null;

    public byte[] GenerateRawSignature(SignatureAndHashAlgorithm? algorithm, byte[] hash)
    {
        lock (_access)
        {
            // RFC 4492 §5.4: before TLS 1.2 SHA-1 alone is signed, of the two hashes that come here.
            return _key.SignHash(algorithm is null ? hash.AsSpan(MD5.HashSizeInBytes) : hash, DSASignatureFormat.Rfc3279DerSequence);
        }
    }
}
