using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tes.Resolver.Tests.Upstreams;

/// <summary>A certification authority for tests, and certificates of resolvers by it.</summary>
internal sealed class Authority : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public Authority()
    {
        var request = new CertificateRequest($"CN=Test Authority {RandomNumberGenerator.GetHexString(8)}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        Certificate = request.CreateSelfSigned(Now.AddYears(-2), Now.AddYears(2));
    }

    public X509Certificate2 Certificate { get; }

    /// <param name="names">subjectAltName: host names and addresses.</param>
    /// <param name="commonName">Of the subject.</param>
    /// <param name="validFor">From now; negative: expired so long ago.</param>
    public X509Certificate2 Issue(string[] names, string commonName = "resolver", int validFor = 1)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={commonName}", key, HashAlgorithmName.SHA256);
        var alternative = new SubjectAlternativeNameBuilder();
        foreach (string name in names)
        {
            if (IPAddress.TryParse(name, out IPAddress? address))
                alternative.AddIpAddress(address);
            else
                alternative.AddDnsName(name);
        }

        if (names.Length > 0)
            request.CertificateExtensions.Add(alternative.Build());
        using X509Certificate2 issued = request.Create(Certificate, Now.AddYears(-1), Now.AddDays(validFor), RandomNumberGenerator.GetBytes(8));
        using X509Certificate2 withKey = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), password: null);
    }

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }
}
