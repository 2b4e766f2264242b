using System.Text;
using Org.BouncyCastle.Tls;

namespace Tes.Smtp;

/// <summary>Our side of a handshake: offers much, accepts any certificate, and remembers what was settled.</summary>
internal sealed class ProbeTlsClient : AbstractTlsClient, TlsAuthentication, IDisposable
{
    private readonly HandshakeRecord _record;
    private readonly RecordingCrypto _crypto;
    private readonly string? _sniName;

    private ProbeTlsClient(HandshakeRecord record, RecordingCrypto crypto, string? sniName)
        : base(crypto)
    {
        _record = record;
        _crypto = crypto;
        _sniName = sniName;
    }

    /// <summary>The settled session; null until the handshake is complete.</summary>
    public TlsSession? Session { get; private set; }

    /// <summary>The last alert that the server sent, of any level.</summary>
    public byte? AlertReceived { get; private set; }

    /// <summary>The fatal alert that we raised.</summary>
    public byte? AlertRaised { get; private set; }

    /// <summary>Makes a client for one handshake.</summary>
    /// <param name="sniName">The name for SNI: ASCII, no final dot; null to send none.</param>
    public static ProbeTlsClient Create(string? sniName)
    {
        var record = new HandshakeRecord();
        return new ProbeTlsClient(record, new RecordingCrypto(record), sniName);
    }

    /// <inheritdoc/>
    public void Dispose() => _crypto.Dispose();

    /// <inheritdoc/>
    public override TlsAuthentication GetAuthentication() => this;

    /// <inheritdoc/>
    // No judgement here: whether the chain is right is decided by DANE and PKIX, which need it as sent.
    public void NotifyServerCertificate(TlsServerCertificate serverCertificate)
    {
        // RFC 8446 §4.4.2.4: a server without a certificate is met with decode_error
        if (serverCertificate.Certificate.IsEmpty) throw new TlsFatalAlert(AlertDescription.decode_error);
        _record.Saw(serverCertificate.Certificate);
    }

    /// <inheritdoc/>
    public TlsCredentials? GetClientCredentials(CertificateRequest certificateRequest) => null;

    /// <inheritdoc/>
    public override IList<int> GetEarlyKeyShareGroups() => TlsOffer.KeyShareGroups;

    /// <inheritdoc/>
    public override TlsDHGroupVerifier GetDHGroupVerifier() => new FiniteFieldVerifier();

    /// <inheritdoc/>
    public override int GetMaxCertificateChainLength() => TlsLimits.Certificates;

    /// <inheritdoc/>
    public override int GetMaxHandshakeMessageSize() => TlsLimits.HandshakeMessageLength;

    /// <inheritdoc/>
    public override bool ShouldCheckSigAlgOfPeerCerts() => false;

    /// <inheritdoc/>
    // Many servers close without it; the reply to QUIT has been read by then.
    public override bool RequiresCloseNotify() => false;

    /// <inheritdoc/>
    // RFC 5746 §4.1: a client may go on with servers that lack the extension; we never renegotiate.
    public override void NotifySecureRenegotiation(bool secureRenegotiation)
    {
    }

    /// <inheritdoc/>
    public override void NotifyAlertReceived(short alertLevel, short alertDescription) => AlertReceived = (byte)alertDescription;

    /// <inheritdoc/>
    public override void NotifyAlertRaised(short alertLevel, short alertDescription, string message, Exception cause)
    {
        if (alertLevel == AlertLevel.fatal) AlertRaised = (byte)alertDescription;
    }

    /// <inheritdoc/>
    public override void NotifySelectedCipherSuite(int selectedCipherSuite) => _record.ForgetKeyShares();

    /// <inheritdoc/>
    public override void NotifyHandshakeComplete()
    {
        var settled = m_context.SecurityParameters;
        Session = new TlsSession
        {
            ProtocolVersion = (TlsProtocolVersion)settled.NegotiatedVersion.FullVersion,
            CipherSuite = TlsOffer.CipherSuiteName(settled.CipherSuite),
            Group = TlsUtilities.IsTlsV13(settled.NegotiatedVersion) ? TlsOffer.GroupName(settled.NegotiatedGroup) : _record.EphemeralGroup,
            SignatureScheme = _record.SignatureScheme,
            CertificateChain = _record.CertificateChain,
        };
    }

    /// <inheritdoc/>
    protected override ProtocolVersion[] GetSupportedVersions() => ProtocolVersion.TLSv13.DownTo(ProtocolVersion.TLSv10);

    /// <inheritdoc/>
    protected override int[] GetSupportedCipherSuites() => TlsOffer.CipherSuites;

    /// <inheritdoc/>
    protected override IList<int> GetSupportedGroups(IList<int> namedGroupRoles) => TlsOffer.SupportedGroups;

    /// <inheritdoc/>
    protected override IList<SignatureAndHashAlgorithm> GetSupportedSignatureAlgorithms() =>
        [.. TlsOffer.SignatureSchemes.Select(SignatureScheme.GetSignatureAndHashAlgorithm)];

    /// <inheritdoc/>
    protected override CertificateStatusRequest? GetCertificateStatusRequest() => null;

    /// <inheritdoc/>
    protected override IList<ServerName>? GetSniServerNames() =>
        _sniName is null ? null : [new ServerName(NameType.host_name, Encoding.ASCII.GetBytes(_sniName))];
}
