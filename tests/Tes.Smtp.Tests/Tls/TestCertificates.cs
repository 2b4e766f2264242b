using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tes.Smtp.Tests;

/// <summary>Self-signed certificates, made once for a test run.</summary>
internal static class TestCertificates
{
    private static readonly Lazy<X509Certificate2> LazyRsa = new(() => Make(new CertificateRequest("CN=mx.test", RSA.Create(2048), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
    private static readonly Lazy<X509Certificate2> LazyOtherRsa = new(() => Make(new CertificateRequest("CN=mx.test", RSA.Create(2048), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
    private static readonly Lazy<X509Certificate2> LazyEcdsa = new(() => Make(new CertificateRequest("CN=mx.test", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256)));
    private static readonly Lazy<X509Certificate2> LazyOtherEcdsa = new(() => Make(new CertificateRequest("CN=mx.test", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256)));
    private static readonly Lazy<X509Certificate2> LazyEncipherOnly = new(() => Make(
        new CertificateRequest("CN=mx.test", RSA.Create(2048), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), X509KeyUsageFlags.KeyEncipherment));

    public static X509Certificate2 Rsa => LazyRsa.Value;

    public static X509Certificate2 OtherRsa => LazyOtherRsa.Value;

    public static X509Certificate2 Ecdsa => LazyEcdsa.Value;

    public static X509Certificate2 OtherEcdsa => LazyOtherEcdsa.Value;

    /// <summary>A new key on one of the curves of NIST.</summary>
    /// <param name="bits">256, 384 or 521.</param>
    public static X509Certificate2 OnCurve(int bits) => Make(new CertificateRequest("CN=mx.test", ECDsa.Create(ECCurve.CreateFromFriendlyName($"nistP{bits}")), HashAlgorithmName.SHA256));

    /// <summary>An RSA key whose key usage forbids it to sign, as old self-signed certificates have it.</summary>
    public static X509Certificate2 EncipherOnly => LazyEncipherOnly.Value;

    private static X509Certificate2 Make(CertificateRequest request, X509KeyUsageFlags? usage = null)
    {
        if (usage is { } flags) request.CertificateExtensions.Add(new X509KeyUsageExtension(flags, critical: true));
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }
}
