using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace Tes.Testnet.Tests.Smtp;

/// <summary>Offers one TLS version and takes any certificate.</summary>
internal sealed class OneVersionClient(ProtocolVersion offered) : DefaultTlsClient(new BcTlsCrypto()), TlsAuthentication
{
    public ProtocolVersion Negotiated => m_context.SecurityParameters.NegotiatedVersion;

    public override TlsAuthentication GetAuthentication() => this;

    public void NotifyServerCertificate(TlsServerCertificate serverCertificate)
    {
    }

    public TlsCredentials? GetClientCredentials(CertificateRequest certificateRequest) => null;

    protected override ProtocolVersion[] GetSupportedVersions() => [offered];
}
