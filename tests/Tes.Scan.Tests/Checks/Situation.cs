using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Resolution;
using Tes.Scan.Domains;
using Tes.Scan.Findings;
using Tes.Scan.Reports;
using Tes.Smtp;
using Tes.TransportSecurity.Mx;
using Xunit;

namespace Tes.Scan.Tests.Checks;

/// <summary>A domain, example.test, as data: without changes one host with DANE, where nothing is amiss.</summary>
internal sealed record Situation
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly byte[] Certificate = MakeCertificate();

    /// <summary>The SHA2-256 of the key that every server serves, in hexadecimal digits.</summary>
    public static string KeyDigest { get; } = Digest();

    public string Mx { get; init; } = "example.test. MX 10 mx.example.test.";

    public string Host { get; init; } = "mx.example.test. A 192.0.2.1\nmx.example.test. AAAA 2001:db8::1";

    public string Tlsa { get; init; } = $"_25._tcp.mx.example.test. TLSA 3 1 1 {KeyDigest}";

    public string Spf { get; init; } = "example.test. TXT \"v=spf1 mx -all\"";

    public Func<DomainName, RRType, SecurityStatus> Security { get; init; } = (_, _) => SecurityStatus.Secure;

    public Func<DomainName, RRType, bool> Fails { get; init; } = (_, _) => false;

    public Func<ProbeReport, ProbeReport> Server { get; init; } = report => report;

    public AddressFamilies Families { get; init; } = AddressFamilies.Both;

    public Tes.Scan.Survey.Politeness.OptOutList OptOut { get; init; } = Tes.Scan.Survey.Politeness.OptOutList.Empty;

    public string? ResolverTrouble { get; init; }

    /// <summary>Tests the domain on these data.</summary>
    public Task<DomainReport> TestAsync()
    {
        Assert.True(MailDomain.TryParse("example.test", out MailDomain? domain, out _));
        var resolver = new TableResolver(string.Join('\n', Mx, Host, Tlsa, Spf) + "\n", Security) { Fails = Fails };
        var test = new DomainTest(
            resolver,
            (address, port, serverName, _) => Task.FromResult(Server(Good(address, port, serverName))),
            new DomainTestOptions { Families = Families, Time = Now, OptOut = OptOut },
            TimeProvider.System,
            _ => Task.FromResult(ResolverTrouble));
        return test.RunAsync(domain, CancellationToken.None);
    }

    /// <summary>The findings of one check, as state and message.</summary>
    public async Task<IReadOnlyList<Finding>> FindAsync(CheckTag tag) => [.. (await TestAsync()).Findings.Where(finding => finding.Tag == tag)];

    /// <summary>Capabilities from the lines of an EHLO reply.</summary>
    public static EhloCapabilities Ehlo(params string[] keywords) => EhloCapabilities.Read(new SmtpReply(new ReplyCode(250), ["mx.example.test", .. keywords]));

    /// <summary>A server where nothing is amiss.</summary>
    public static ProbeReport Good(IPAddress address, int port, string serverName, byte[]? certificate = null) => new()
    {
        Address = address,
        Port = port,
        ServerName = serverName,
        Hello = HelloOutcome.EhloAccepted,
        CapabilitiesBeforeTls = Ehlo("STARTTLS"),
        StartTls = StartTlsOutcome.Accepted,
        Tls = new TlsSession { ProtocolVersion = TlsProtocolVersion.Tls13, CipherSuite = "TLS_AES_256_GCM_SHA384", Group = "x25519", SignatureScheme = null, CertificateChain = [certificate ?? Certificate] },
        Elapsed = TimeSpan.Zero,
    };

    private static byte[] MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=mx.example.test", key, HashAlgorithmName.SHA256).CreateSelfSigned(Now.AddDays(-1), Now.AddDays(90));
        return certificate.RawData;
    }

    private static string Digest()
    {
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(Certificate);
        return Convert.ToHexString(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
    }
}
