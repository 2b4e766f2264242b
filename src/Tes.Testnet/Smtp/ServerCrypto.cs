using Org.BouncyCastle.Crypto.Prng;
using Org.BouncyCastle.Math.EC.Rfc7748;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace Tes.Testnet.Smtp;

/// <summary>
/// The library's cryptography with one X25519 key for the key exchange of all handshakes. What a test net encrypts is no secret, and to
/// make a key takes longer than to use it.
/// </summary>
internal sealed class ServerCrypto() : BcTlsCrypto(SystemRandom)
{
    // By default the library seeds a generator of its own for each handshake.
    private static readonly SecureRandom SystemRandom = new(new CryptoApiRandomGenerator());

    private static readonly byte[] PrivateKey = NewPrivateKey();
    private static readonly byte[] PublicKey = PublicKeyOf(PrivateKey);

    public override TlsECDomain CreateECDomain(TlsECConfig ecConfig) =>
        ecConfig.NamedGroup == NamedGroup.x25519 ? new OneKeyDomain(this) : base.CreateECDomain(ecConfig);

    private static byte[] NewPrivateKey()
    {
        byte[] key = new byte[X25519.ScalarSize];
        X25519.GeneratePrivateKey(SystemRandom, key);
        return key;
    }

    private static byte[] PublicKeyOf(byte[] privateKey)
    {
        byte[] key = new byte[X25519.PointSize];
        X25519.GeneratePublicKey(privateKey, 0, key, 0);
        return key;
    }

    private sealed class OneKeyDomain(ServerCrypto crypto) : TlsECDomain
    {
        public TlsAgreement CreateECDH() => new OneKeyAgreement(crypto);
    }

    private sealed class OneKeyAgreement(ServerCrypto crypto) : TlsAgreement
    {
        private byte[] _peer = [];

        public byte[] GenerateEphemeral() => [.. PublicKey];

        public void ReceivePeerValue(byte[] peerValue)
        {
            if (peerValue.Length != X25519.PointSize)
                throw new TlsFatalAlert(AlertDescription.illegal_parameter);
            _peer = [.. peerValue];
        }

        public TlsSecret CalculateSecret()
        {
            byte[] secret = new byte[X25519.PointSize];
            // RFC 7748 §6.1: all zeros come of a peer's key that is none.
            return X25519.CalculateAgreement(PrivateKey, 0, _peer, 0, secret, 0) ? crypto.CreateSecret(secret) : throw new TlsFatalAlert(AlertDescription.handshake_failure);
        }
    }
}
