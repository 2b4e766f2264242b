using System.Security.Cryptography;
using Org.BouncyCastle.Tls.Crypto;

namespace Tes.Smtp;

/// <summary>Verifies the CertificateVerify message of TLS 1.3 with a key on a curve of NIST (RFC 8446 §4.4.3).</summary>
#pragma warning disable CA1001 // a MemoryStream holds nothing to release, and the library never disposes a verifier
internal sealed class EcdsaVerifier(EcdsaPublicKey key) : Tls13Verifier
#pragma warning restore CA1001
{
    private readonly MemoryStream _signed = new();

    /// <inheritdoc/>
    public Stream Stream => _signed;

    /// <inheritdoc/>
    public bool VerifySignature(byte[] signature) => key.Verify(CryptographicOperations.HashData(key.Hash, _signed.ToArray()), signature);
}
