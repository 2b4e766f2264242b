using System.Runtime.CompilerServices;
using System.Text;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;
using Tes.Testnet.Certificates;

namespace Tes.Testnet.Smtp;

/// <summary>A host's side of one handshake: any version from 1.0 to 1.3, an ECDSA P-256 certificate.</summary>
internal sealed class TlsHandshakeServer : DefaultTlsServer
{
    private static readonly ConditionalWeakTable<CertificateChain, Identity> Identities = [];

    private static readonly int[] Suites =
    [
        CipherSuite.TLS_AES_128_GCM_SHA256,
        CipherSuite.TLS_AES_256_GCM_SHA384,
        CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
    ];

    private readonly IReadOnlyList<TlsVersion> _versions;
    private readonly Func<string?, CertificateChain> _chainOf;
    private readonly ServerCrypto _crypto;

    /// <param name="versions">What it speaks.</param>
    /// <param name="chainOf">What it shows to who asks for a name, or for none.</param>
    public TlsHandshakeServer(IReadOnlyList<TlsVersion> versions, Func<string?, CertificateChain> chainOf)
        : this(versions, chainOf, new ServerCrypto())
    {
    }

    private TlsHandshakeServer(IReadOnlyList<TlsVersion> versions, Func<string?, CertificateChain> chainOf, ServerCrypto crypto)
        : base(crypto)
    {
        _versions = versions;
        _chainOf = chainOf;
        _crypto = crypto;
    }

    /// <summary>The name that the client sent in SNI; null when it sent none.</summary>
    public string? ServerName { get; private set; }

    public bool IsComplete { get; private set; }

    public override void ProcessClientExtensions(IDictionary<int, byte[]> clientExtensions)
    {
        base.ProcessClientExtensions(clientExtensions);
        if (TlsExtensionsUtilities.GetServerNameExtensionClient(clientExtensions) is [var name, ..])
            ServerName = Encoding.Latin1.GetString(name.NameData);
    }

    public override void NotifyHandshakeComplete()
    {
        base.NotifyHandshakeComplete();
        IsComplete = true;
    }

    // Clients come and go as tests want it.
    public override bool RequiresCloseNotify() => false;

    public override TlsCredentials GetCredentials() => TlsUtilities.IsTlsV13(m_context) ? Signer() : base.GetCredentials();

    protected override ProtocolVersion[] GetSupportedVersions() => [.. _versions.OrderDescending().Select(version => version switch
    {
        TlsVersion.Tls10 => ProtocolVersion.TLSv10,
        TlsVersion.Tls11 => ProtocolVersion.TLSv11,
        TlsVersion.Tls12 => ProtocolVersion.TLSv12,
        TlsVersion.Tls13 => ProtocolVersion.TLSv13,
        _ => throw new ArgumentOutOfRangeException(nameof(version), version, "A TLS version that the test net does not speak."),
    })];

    protected override int[] GetSupportedCipherSuites() => Suites;

    protected override TlsCredentialedSigner GetECDsaSignerCredentials() => Signer();

    private DefaultTlsCredentialedSigner Signer()
    {
        CertificateChain chain = _chainOf(ServerName);
        Identity identity = Identities.GetValue(chain, Identity.Of);
        TlsCertificate[] sent = [.. identity.Certificates.Select(certificate => new BcTlsCertificate(_crypto, certificate))];
        Certificate message = TlsUtilities.IsTlsV13(m_context)
            ? new Certificate(TlsUtilities.EmptyBytes, [.. sent.Select(certificate => new CertificateEntry(certificate, null))])
            : new Certificate(sent);
        // RFC 5246 §4.7: before TLS 1.2 a signature does not name its algorithm.
        SignatureAndHashAlgorithm? algorithm = TlsUtilities.IsSignatureAlgorithmsExtensionAllowed(m_context.ServerVersion)
            ? SignatureScheme.GetSignatureAndHashAlgorithm(SignatureScheme.ecdsa_secp256r1_sha256)
            : null;
        return new DefaultTlsCredentialedSigner(new TlsCryptoParameters(m_context), identity.Signer, message, algorithm);
    }

    /// <summary>What a host shows and signs with at each handshake, in the library's own form.</summary>
    private sealed record Identity(X509CertificateStructure[] Certificates, PlatformSigner Signer)
    {
        public static Identity Of(CertificateChain chain) =>
            new([.. chain.Sent.Select(certificate => X509CertificateStructure.GetInstance(certificate.ToArray()))], new PlatformSigner(chain.PrivateKey.Span));
    }
}
