using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace Tes.Smtp;

/// <summary>Notes the scheme of the signature over a ServerKeyExchange message (TLS 1.2 and before), and lets another verify it.</summary>
internal sealed class RecordingVerifier(TlsVerifier inner, HandshakeRecord record) : TlsVerifier
{
    /// <inheritdoc/>
    public TlsStreamVerifier? GetStreamVerifier(DigitallySigned digitallySigned)
    {
        // RFC 5246 §4.7: before TLS 1.2 a signature does not name its algorithm
        if (digitallySigned.Algorithm is { } algorithm) record.SawSignature(SignatureScheme.From(algorithm));
        return inner.GetStreamVerifier(digitallySigned);
    }

    /// <inheritdoc/>
    public bool VerifyRawSignature(DigitallySigned digitallySigned, byte[] hash) => inner.VerifyRawSignature(digitallySigned, hash);
}
