using System.Net;
using Tes.Smtp;
using Tes.Testnet.Certificates;
using Tes.TransportSecurity.Pkix;

namespace Tes.Scan.Tests.Survey;

/// <summary>Mail servers of a provider that gives each of its customers (tenants) an MX host name, as a function: no sockets.</summary>
internal sealed class TenantServer
{
    private readonly List<string> _met = [];

    /// <summary>What a name gets; without change the wildcard certificate.</summary>
    public Func<string, ReadOnlyMemory<byte>> Certificate { get; set; } = _ => Wildcard;

    /// <summary>What is changed in a report.</summary>
    public Func<ProbeReport, ProbeReport> Change { get; set; } = report => report;

    /// <summary>For *.mail.provider.test.</summary>
    public static ReadOnlyMemory<byte> Wildcard { get; } = Make("*.mail.provider.test");

    /// <summary>Another one for the same.</summary>
    public static ReadOnlyMemory<byte> Renewed { get; } = Make("*.mail.provider.test");

    /// <summary>For mx.provider.test.</summary>
    public static ReadOnlyMemory<byte> Other { get; } = Make("mx.provider.test");

    /// <summary>The names under which sessions were held, in order.</summary>
    public IReadOnlyList<string> Met
    {
        get
        {
            lock (_met)
                return [.. _met];
        }
    }

    public static string Tenant(int number) => $"t{number}.mail.provider.test";

    public static bool IsFor(ReadOnlyMemory<byte> certificate, string name) =>
        PeerCertificate.TryRead(certificate, out PeerCertificate? read, out _) && PresentedIdentifiers.TryRead(read, out PresentedIdentifiers? names)
        && names.FirstMatch([Tes.Dns.DomainName.Parse(name)]) is not null;

    public static ReadOnlyMemory<byte> Make(params string[] names) =>
        CertificateChain.Make(new ServerCertificate { Names = names }, names[0], DateTimeOffset.UnixEpoch, "tenants").Sent[0];

    public Task<ProbeReport> ProbeAsync(IPAddress address, int port, string serverName, CancellationToken cancellationToken)
    {
        int number;
        lock (_met)
        {
            _met.Add(serverName);
            number = _met.Count;
        }

        return Task.FromResult(Change(new ProbeReport
        {
            Address = address,
            Port = port,
            ServerName = serverName,
            Hello = HelloOutcome.EhloAccepted,
            StartTls = StartTlsOutcome.Accepted,
            Tls = new TlsSession
            {
                ProtocolVersion = TlsProtocolVersion.Tls13,
                CipherSuite = "TLS_AES_256_GCM_SHA384",
                Group = "x25519",
                SignatureScheme = "ecdsa_secp256r1_sha256",
                CertificateChain = [Certificate(serverName).ToArray()],
            },
            CapabilitiesAfterTls = Ehlo($"frontend{number}.provider.test", "PIPELINING", "SIZE 1000"),
            Elapsed = TimeSpan.Zero,
        }));
    }

    public static EhloCapabilities Ehlo(params string[] lines) => EhloCapabilities.Read(new SmtpReply(new ReplyCode(250), lines));

    /// <summary>The report of a session that ended before TLS, as greylisting does it.</summary>
    public static ProbeReport PutOff(ProbeReport report) => new()
    {
        Address = report.Address,
        Port = report.Port,
        ServerName = report.ServerName,
        StartTls = StartTlsOutcome.Inconclusive,
        Failure = new SmtpFailure.Refused(SmtpStage.Greeting, new SmtpReply(new ReplyCode(450), ["later"])),
        Elapsed = TimeSpan.Zero,
    };

    /// <summary>The report of a session whose handshake the server ended.</summary>
    public static ProbeReport UnknownName(ProbeReport report) => report with
    {
        StartTls = StartTlsOutcome.HandshakeFailed,
        Tls = null,
        CapabilitiesAfterTls = null,
        Failure = new SmtpFailure.TlsFailed(SmtpStage.TlsHandshake, SmtpParty.Server, 112, "unrecognized_name"),
    };
}
