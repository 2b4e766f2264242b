using Org.BouncyCastle.Crypto.Prng;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;
using Tes.Cryptography;

namespace Tes.Testnet.Smtp;

/// <summary>
/// The library's cryptography with one X25519 key for the key exchange of all handshakes. What a test net encrypts is no secret, and to
/// make a key takes longer than to use it.
/// </summary>
internal sealed class ServerCrypto() : BcTlsCrypto(SystemRandom)
{
    // By default the library seeds a generator of its own for each handshake.
    private static readonly SecureRandom SystemRandom = new(new CryptoApiRandomGenerator());

    private static readonly X25519KeyPair Pair = X25519KeyPair.Generate();

    public override TlsSecret HkdfInit(int cryptoHashAlgorithm) => HkdfSecret.Initial(this, cryptoHashAlgorithm);

    public override TlsECDomain CreateECDomain(TlsECConfig ecConfig) =>
        ecConfig.NamedGroup == NamedGroup.x25519 ? new X25519Domain(this, Pair) : base.CreateECDomain(ecConfig);
}
