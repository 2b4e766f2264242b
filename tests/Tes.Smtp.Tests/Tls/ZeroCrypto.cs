using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace Tes.Smtp.Tests;

/// <summary>Sends the point of order one as its X25519 key, so that whoever takes it shares a secret of zeros.</summary>
internal sealed class ZeroCrypto : BcTlsCrypto
{
    public override TlsECDomain CreateECDomain(TlsECConfig ecConfig) => new Zeros(this);

    private sealed class Zeros(ZeroCrypto crypto) : TlsECDomain, TlsAgreement
    {
        public TlsAgreement CreateECDH() => this;

        public byte[] GenerateEphemeral() => new byte[32];

        public void ReceivePeerValue(byte[] peerValue)
        {
        }

        public TlsSecret CalculateSecret() => crypto.CreateSecret(new byte[32]);
    }
}
