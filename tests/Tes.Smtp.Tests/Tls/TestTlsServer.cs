using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace Tes.Smtp.Tests;

/// <summary>A TLS server of any version, suite and group, honest or not.</summary>
internal sealed class TestTlsServer(BcTlsCrypto? crypto = null) : DefaultTlsServer(crypto ?? new BcTlsCrypto())
{
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>The key to sign with; another than the certificate's makes an impostor.</summary>
    public X509Certificate2? SigningKey { get; init; }

    /// <summary>Sent in place of the certificate's own octets.</summary>
    public byte[]? SentInstead { get; init; }

    /// <summary>More certificates to send after the first.</summary>
    public IReadOnlyList<byte[]> Intermediates { get; init; } = [];

    public ProtocolVersion Version { get; init; } = ProtocolVersion.TLSv12;

    public int[]? Suites { get; init; }

    public int[]? Groups { get; init; }

    /// <summary>The scheme of ECDSA signatures; null for the one that goes with the curve.</summary>
    public int? Scheme { get; init; }

    public DHGroup? FiniteField { get; init; }

    /// <summary>Demands a certificate of the client.</summary>
    public bool AsksForCertificate { get; init; }

    /// <summary>The name that the client sent in SNI.</summary>
    public string? ServerName { get; private set; }

    /// <summary>The key shares that the client sent, by group.</summary>
    public IReadOnlyDictionary<int, byte[]> KeyShares { get; private set; } = new Dictionary<int, byte[]>();

    private BcTlsCrypto BcCrypto => (BcTlsCrypto)Crypto;

    public override void ProcessClientExtensions(IDictionary<int, byte[]> clientExtensions)
    {
        base.ProcessClientExtensions(clientExtensions);
        if (TlsExtensionsUtilities.GetServerNameExtensionClient(clientExtensions) is { } names)
            ServerName = System.Text.Encoding.ASCII.GetString(names[0].NameData);
        if (TlsExtensionsUtilities.GetKeyShareClientHello(clientExtensions) is { } shares)
            KeyShares = shares.ToDictionary(share => share.NamedGroup, share => share.KeyExchange);
    }

    public override int[] GetSupportedGroups() => Groups ?? base.GetSupportedGroups();

    public override TlsDHConfig GetDHConfig() => FiniteField is null ? base.GetDHConfig() : new TlsDHConfig(FiniteField);

    public override Org.BouncyCastle.Tls.CertificateRequest? GetCertificateRequest() => AsksForCertificate
        ? new Org.BouncyCastle.Tls.CertificateRequest(TlsUtilities.EmptyBytes, [SignatureScheme.GetSignatureAndHashAlgorithm(SignatureScheme.ecdsa_secp256r1_sha256)], null, null)
        : null;

    public override void NotifyClientCertificate(Certificate clientCertificate)
    {
        if (clientCertificate.IsEmpty) throw new TlsFatalAlert(AlertDescription.certificate_required);
    }

    public override TlsCredentials GetCredentials() => TlsUtilities.IsTlsV13(m_context) ? Signer(IsRsa ? SignatureScheme.rsa_pss_rsae_sha256 : EcdsaScheme) : base.GetCredentials();

    protected override ProtocolVersion[] GetSupportedVersions() => [Version];

    protected override int[] GetSupportedCipherSuites() => Suites ?? (TlsUtilities.IsTlsV13(Version) || IsRsa
        ? base.GetSupportedCipherSuites()
        : [CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA]);

    protected override int SelectECDH(int minimumCurveBits) => Groups is null ? base.SelectECDH(minimumCurveBits) : Groups[0];

    protected override TlsCredentialedSigner GetRsaSignerCredentials() => Signer(SignatureScheme.rsa_pkcs1_sha256);

    protected override TlsCredentialedSigner GetECDsaSignerCredentials() => Signer(EcdsaScheme);

    protected override TlsCredentialedDecryptor GetRsaEncryptionCredentials() => new BcDefaultTlsCredentialedDecryptor(BcCrypto, Chain(), PrivateKey);

    // RFC 8446 §4.2.3
    private int EcdsaScheme => Scheme ?? Certificate.GetECDsaPublicKey()!.KeySize switch
    {
        256 => SignatureScheme.ecdsa_secp256r1_sha256,
        384 => SignatureScheme.ecdsa_secp384r1_sha384,
        _ => SignatureScheme.ecdsa_secp521r1_sha512,
    };

    private bool IsRsa => Certificate.GetRSAPublicKey() is not null;

    private AsymmetricKeyParameter PrivateKey
    {
        get
        {
            var holder = SigningKey ?? Certificate;
            return PrivateKeyFactory.CreateKey(holder.GetRSAPrivateKey()?.ExportPkcs8PrivateKey() ?? holder.GetECDsaPrivateKey()!.ExportPkcs8PrivateKey());
        }
    }

    private BcDefaultTlsCredentialedSigner Signer(int scheme) => new(
        new TlsCryptoParameters(m_context),
        BcCrypto,
        PrivateKey,
        Chain(),
        TlsUtilities.IsSignatureAlgorithmsExtensionAllowed(m_context.ServerVersion) ? SignatureScheme.GetSignatureAndHashAlgorithm(scheme) : null);

    private Certificate Chain()
    {
        byte[][] all = [SentInstead ?? Certificate.RawData, .. Intermediates];
        return TlsUtilities.IsTlsV13(m_context)
            ? new Certificate(TlsUtilities.EmptyBytes, [.. all.Select(octets => new CertificateEntry(new RawCertificate(BcCrypto, octets), null))])
            : new Certificate([.. all.Select(octets => new RawCertificate(BcCrypto, octets))]);
    }

    // Sends the very octets it was made from
    private sealed class RawCertificate(BcTlsCrypto crypto, byte[] octets) : BcTlsCertificate(crypto, ParseCertificate(octets))
    {
        public override byte[] GetEncoded() => octets;
    }
}
