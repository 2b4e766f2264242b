using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Tes.Testnet.Certificates;

/// <summary>A leaf with its key and the CA certificates above it.</summary>
public sealed class CertificateChain
{
    private static readonly TimeSpan CaValidity = TimeSpan.FromDays(3650);
    private static readonly TimeSpan LeafBefore = TimeSpan.FromDays(30);
    private static readonly TimeSpan LeafAfter = TimeSpan.FromDays(60);

    private readonly byte[] _leaf;
    private readonly byte[] _intermediate;
    private readonly byte[] _root;
    private readonly SentChain _sent;

    private CertificateChain(byte[] leaf, byte[] intermediate, byte[] root, byte[] privateKey, SentChain sent)
    {
        _leaf = leaf;
        _intermediate = intermediate;
        _root = root;
        _sent = sent;
        PrivateKey = privateKey;
    }

    /// <summary>The leaf's key, PKCS #8.</summary>
    public ReadOnlyMemory<byte> PrivateKey { get; }

    /// <summary>What the host sends, leaf first, DER.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Sent
    {
        get
        {
            ReadOnlyMemory<byte>[] all = ReferenceEquals(_leaf, _root) ? [_leaf] : [_leaf, _intermediate, _root];
            return _sent switch
            {
                SentChain.Full => all,
                SentChain.WithoutRoot => all[..Math.Min(all.Length, 2)],
                _ => all[..1],
            };
        }
    }

    /// <summary>Makes the certificates that <paramref name="declaration"/> asks for.</summary>
    /// <param name="declaration">What to make.</param>
    /// <param name="host">Host name without final dot.</param>
    /// <param name="now">The present.</param>
    /// <param name="seed">Makes the keys. Signatures and so certificates differ all the same.</param>
    public static CertificateChain Make(ServerCertificate declaration, string host, DateTimeOffset now, string seed)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        using ECDsa key = Key($"leaf {host}", seed);
        (DateTimeOffset notBefore, DateTimeOffset notAfter) = declaration.Lifetime switch
        {
            CertificateLifetime.Expired => (now - LeafBefore - LeafAfter, now - TimeSpan.FromDays(1)),
            CertificateLifetime.NotYetValid => (now + TimeSpan.FromDays(1), now + LeafBefore + LeafAfter),
            _ => (now - LeafBefore, now + LeafAfter),
        };
        CertificateRequest request = LeafRequest(declaration.Names ?? [host], key);
        byte[] pkcs8 = key.ExportPkcs8PrivateKey();
        if (declaration.Issuer == CertificateIssuer.Itself)
        {
            byte[] self = Sign(request, request.SubjectName, key, notBefore, notAfter);
            return new CertificateChain(self, self, self, pkcs8, declaration.Sent);
        }

        using ECDsa rootKey = Key($"root of {host}", seed);
        using ECDsa intermediateKey = Key($"intermediate of {host}", seed);
        CertificateRequest root = CaRequest($"CN=Test net root of {host}", rootKey);
        CertificateRequest intermediate = CaRequest($"CN=Test net intermediate of {host}", intermediateKey);
        return new CertificateChain(
            Sign(request, intermediate.SubjectName, intermediateKey, notBefore, notAfter),
            Sign(intermediate, root.SubjectName, rootKey, now - CaValidity, now + CaValidity),
            Sign(root, root.SubjectName, rootKey, now - CaValidity, now + CaValidity),
            pkcs8,
            declaration.Sent);
    }

    /// <summary>One of the certificates, DER, sent or not.</summary>
    public ReadOnlyMemory<byte> At(ChainPosition position) => position switch
    {
        ChainPosition.Leaf => _leaf,
        ChainPosition.Intermediate => _intermediate,
        _ => _root,
    };

    private static ECDsa Key(string owner, string seed) => TestKeys.Ecdsa(
        ECCurve.NamedCurves.nistP256, SHA256.HashData(Encoding.UTF8.GetBytes($"tes test net certificate {seed} {owner}")));

    private static CertificateRequest LeafRequest(IReadOnlyList<string> names, ECDsa key)
    {
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var alternative = new SubjectAlternativeNameBuilder();
        foreach (string name in names)
            alternative.AddDnsName(name);
        request.CertificateExtensions.Add(alternative.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        return request;
    }

    private static CertificateRequest CaRequest(string name, ECDsa key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }

    private static byte[] Sign(CertificateRequest request, X500DistinguishedName issuer, ECDsa issuerKey, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        byte[] serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7f) | 0x01);
        using X509Certificate2 certificate = request.Create(issuer, X509SignatureGenerator.CreateForECDsa(issuerKey), notBefore, notAfter, serial);
        return certificate.RawData;
    }
}
