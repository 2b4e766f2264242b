using System.Security.Cryptography;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace Tes.Cryptography;

/// <summary>The group x25519 for the TLS library, with one key pair for all its exchanges.</summary>
internal sealed class X25519Domain(BcTlsCrypto crypto, X25519KeyPair pair) : TlsECDomain
{
    public TlsAgreement CreateECDH() => new Agreement(crypto, pair);

    private sealed class Agreement(BcTlsCrypto crypto, X25519KeyPair pair) : TlsAgreement
    {
        private byte[] _peer = [];

        public byte[] GenerateEphemeral() => pair.PublicKey.ToArray();

        public void ReceivePeerValue(byte[] peerValue)
        {
            // RFC 8446 §4.2.8.2, RFC 8422 §5.11
            if (peerValue.Length != X25519KeyPair.KeyLength)
                throw new TlsFatalAlert(AlertDescription.illegal_parameter);
            _peer = [.. peerValue];
        }

        public TlsSecret CalculateSecret()
        {
            byte[] secret = new byte[X25519KeyPair.KeyLength];
            // RFC 8446 §7.4.2: a secret of zeros ends the handshake.
            if (!pair.TryAgree(_peer, secret))
                throw new TlsFatalAlert(AlertDescription.handshake_failure);
            try
            {
                // The library keeps a copy.
                return crypto.CreateSecret(secret);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(secret);
            }
        }
    }
}
