using Org.BouncyCastle.Crypto.Prng;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;
using Tes.Cryptography;

namespace Tes.Smtp;

/// <summary>BouncyCastle's cryptography for one handshake, which notes the key exchange and keeps certificates as they were sent.</summary>
internal sealed class RecordingCrypto(HandshakeRecord record) : BcTlsCrypto(SystemRandom), IDisposable
{
    // The system's generator: by default the library seeds one of its own for each handshake, which takes 5 % of it.
    private static readonly SecureRandom SystemRandom = new(new CryptoApiRandomGenerator());

    private X25519KeyPair? _pair;

    /// <inheritdoc/>
    public void Dispose()
    {
        _pair?.Dispose();
        _pair = null;
    }

    /// <inheritdoc/>
    public override TlsCertificate CreateCertificate(short type, byte[] encoding) =>
        type == CertificateType.X509 ? new SentCertificate(this, record, encoding) : base.CreateCertificate(type, encoding);

    /// <inheritdoc/>
    public override TlsECDomain CreateECDomain(TlsECConfig ecConfig)
    {
        record.Saw(ecConfig);
        // RFC 9954 §3.2: the shares of one ClientHello may have one key, here those of x25519 and of X25519MLKEM768. Before TLS 1.3
        // it is that of the one key exchange: same handshake, same server
        return ecConfig.NamedGroup == NamedGroup.x25519 ? new X25519Domain(this, _pair ??= X25519KeyPair.Generate()) : base.CreateECDomain(ecConfig);
    }

    /// <inheritdoc/>
    public override TlsSecret HkdfInit(int cryptoHashAlgorithm) => HkdfSecret.Initial(this, cryptoHashAlgorithm);

    /// <inheritdoc/>
    public override TlsDHDomain CreateDHDomain(TlsDHConfig dhConfig)
    {
        record.Saw(dhConfig);
        // RFC 7919 §5.2: a short exponent; with one as long as the prime, a large made-up group costs seconds
        if (dhConfig.ExplicitGroup is { L: 0 } group)
            dhConfig = new TlsDHConfig(new DHGroup(group.P, group.Q, group.G, TlsLimits.FiniteFieldExponentBits));
        return base.CreateDHDomain(dhConfig);
    }
}
