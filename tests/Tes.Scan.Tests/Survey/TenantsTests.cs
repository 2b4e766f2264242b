using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Tes.Dns;
using Tes.Dns.Dnssec;
using Tes.Resolver;
using Tes.Resolver.Upstreams;
using Tes.Scan.Domains;
using Tes.Scan.Reports;
using Tes.Scan.Survey;
using Tes.Smtp;
using Tes.Testnet;
using Tes.Testnet.Certificates;
using Tes.Testnet.Dns;
using Tes.Testnet.Smtp;
using Xunit;

namespace Tes.Scan.Tests.Survey;

/// <summary>
/// Providers that give each customer (tenant) an MX host name of its own, over real sockets: what a survey says of every domain is
/// what a test says that holds all its sessions itself.
/// </summary>
public sealed class TenantsTests
{
    private const string Seed = "tenants";
    private const int AtOnce = 16;
    private const int Many = 300;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task What_many_tenants_share_is_true_of_each()
    {
        // Of 300 tenants at three addresses some publish TLSA records: right ones, wrong ones, and one in whose place any will do.
        string records = string.Join('\n',
            Enumerable.Range(20, 20).Select(tenant => $"_25._tcp.t{tenant}.mail TLSA 3 1 1 {KeyDigest("mx.wild.test")}")
            .Concat(Enumerable.Range(60, 3).Select(tenant => $"_25._tcp.t{tenant}.mail TLSA 3 1 1 {KeyDigest("other.test")}"))
            .Append("_25._tcp.t70.mail TLSA 0 0 1 00"));
        var wild = new Provider("wild.test", Many, host => host with { AddressCount = 3, Certificate = Wildcard("wild.test") }, records);
        (int shared, int held) = await CompareAsync(wild);
        Assert.Equal(3 * Many, held);
        // At each address three, six of the 8th to the 256th, and the three with wrong records, if they are not of those.
        Assert.InRange(shared, 3 * (3 + 6), 3 * (3 + 6 + 3));
    }

    [Fact]
    public async Task Where_every_tenant_has_a_certificate_each_is_met()
    {
        var own = new Provider("own.test", 20, host => host with
        {
            Certificate = Wildcard("own.test"),
            NamedCertificates = Enumerable.Range(0, 20).ToDictionary(tenant => DomainName.Parse($"t{tenant}.mail.own.test"), _ => ServerCertificate.SelfSigned),
        });
        Assert.Equal((20, 20), await CompareAsync(own));
    }

    [Fact]
    public async Task Tenants_that_the_certificate_is_not_for_are_met()
    {
        var some = new Provider("some.test", 40, host => host with
        {
            Certificate = ServerCertificate.PrivateCa with { Names = [.. Enumerable.Range(0, 10).Select(tenant => $"t{tenant}.mail.some.test")] },
        });
        // Three of the ten; of seven, none is an eighth.
        Assert.Equal((3 + 30, 40), await CompareAsync(some));
    }

    [Fact]
    public async Task A_tenant_with_a_certificate_of_its_own_is_met_where_its_records_ask_for_it()
    {
        var one = new Provider(
            "one.test", 40,
            host => host with
            {
                Certificate = Wildcard("one.test"),
                NamedCertificates = new Dictionary<DomainName, ServerCertificate> { [DomainName.Parse("t30.mail.one.test")] = ServerCertificate.SelfSigned },
            },
            $"_25._tcp.t30.mail TLSA 3 1 1 {KeyDigest("t30.mail.one.test")}");
        // From then on all.
        Assert.Equal((3 + 2 + 1 + 9, 40), await CompareAsync(one));
    }

    [Fact]
    public async Task A_tenant_with_a_certificate_of_its_own_that_the_common_one_fits_too_may_be_missed()
    {
        var blind = new Provider("blind.test", 40, host => host with
        {
            Certificate = Wildcard("blind.test"),
            NamedCertificates = new Dictionary<DomainName, ServerCertificate> { [DomainName.Parse("t30.mail.blind.test")] = ServerCertificate.SelfSigned },
        });
        // docs/surveys.md: it is said of t30 what is true of the others.
        (int shared, _) = await CompareAsync(blind, "d30.blind.test");
        Assert.Equal(3 + 3, shared);
    }

    [Theory]
    [InlineData(Listening.Refuses, null, 1)]
    [InlineData(Listening.Accepts, SmtpMoment.Greeting, 1)]
    [InlineData(Listening.Accepts, SmtpMoment.Handshake, 10)]
    [InlineData(Listening.Accepts, SmtpMoment.HelloInTls, 10)]
    public async Task What_fails_fails_as_before(Listening listening, SmtpMoment? closes, int sessions)
    {
        var failing = new Provider("failing.test", 10, host => host with { Certificate = Wildcard("failing.test"), Listening = listening, ClosesAt = closes });
        (int shared, _) = await CompareAsync(failing);
        Assert.Equal(sessions, shared);
    }

    private static ServerCertificate Wildcard(string zone) => ServerCertificate.PrivateCa with { Names = [$"*.mail.{zone}"] };

    // The same seed, the same key.
    private static string KeyDigest(string host)
    {
        CertificateChain chain = CertificateChain.Make(ServerCertificate.SelfSigned, host, TimeProvider.System.GetUtcNow(), Seed);
        return Convert.ToHexString(Tlsa.DaneEE.ToRdata(chain).Span[3..]);
    }

    /// <summary>Surveys the tenants with sessions shared and without.</summary>
    /// <returns>How many sessions each took.</returns>
    private static async Task<(int Shared, int Held)> CompareAsync(Provider provider, params string[] except)
    {
        await using SimulatedInternet internet = await SimulatedInternet.StartAsync(provider.Scenario, TimeProvider.System, Seed);
        Assert.True(TrustAnchorSet.TryRead(internet.TrustAnchor, out TrustAnchorSet? anchors, out _));
        await using var resolver = new ValidatingResolver(
            new ResolverOptions { Upstreams = [new UpstreamServer(internet.Resolver)], TrustAnchors = anchors, QuestionTimeout = Patience, LookupTimeout = Patience }, TimeProvider.System);
        using var gate = new AddressGate(AtOnce);
        var probe = new SmtpProbe(new ProbeOptions { ConnectTimeout = Patience, ReplyTimeout = Patience, TotalTimeout = Patience }, gate, TimeProvider.System);
        int port = internet.Smtp.Port;
        AddressProbe session = (address, _, serverName, cancellationToken) => probe.ProbeAsync(address, port, serverName, cancellationToken);
        var shared = new SharedProbe(session, TimeProvider.System);
        IReadOnlyDictionary<string, string> together = await TestAsync(
            new DomainTest(resolver, shared.ProbeAsync, new DomainTestOptions(), TimeProvider.System, probeUnderName: shared.ProbeUnderNameAsync), provider);
        int before = internet.Smtp.Sessions.Count;
        IReadOnlyDictionary<string, string> alone = await TestAsync(new DomainTest(resolver, session, new DomainTestOptions(), TimeProvider.System), provider);
        Assert.Equal(provider.Domains.Except(except).Select(domain => alone[domain]), provider.Domains.Except(except).Select(domain => together[domain]));
        Assert.All(except, domain => Assert.NotEqual(alone[domain], together[domain]));
        return (shared.Sessions, internet.Smtp.Sessions.Count - before);
    }

    private static async Task<IReadOnlyDictionary<string, string>> TestAsync(DomainTest test, Provider provider)
    {
        var found = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            provider.Domains,
            new ParallelOptions { MaxDegreeOfParallelism = provider.IsInOrder ? 1 : AtOnce, CancellationToken = TestContext.Current.CancellationToken },
            async (name, cancellationToken) =>
            {
                Assert.True(MailDomain.TryParse(name, out MailDomain? domain, out string? problem), problem);
                found[name] = TextOf(await test.RunAsync(domain, cancellationToken));
            });
        return found;
    }

    // All that a report says, but for how long things took and whose session it was.
    private static string TextOf(DomainReport report) => string.Join('\n', [
        $"{report.Facts.Domain.Text} {report.Delivery.Delivery} {report.State} {SurveyClassifier.Of(report)}",
        .. report.Facts.Addresses.Select(pair => string.Create(
            CultureInfo.InvariantCulture,
            $"{pair.Host.Name} {pair.Address.Address.Address} {pair.Address.Probe.ServerName} {pair.Address.Probe.StartTls} {pair.Address.Probe.Failure?.Stage} {pair.Address.Outcome.Dane} {string.Join(' ', pair.Address.Probe.CapabilitiesAfterTls?.Keywords.Select(keyword => keyword.Name) ?? [])} {Text(pair.Address.Probe.Tls)}")),
        .. report.Findings.Select(finding => $"{finding.Tag} {finding.State} {finding.Severity} {finding.Subject} {finding.Message}"),
    ]);

    private static string Text(TlsSession? tls) => tls is null
        ? ""
        : $"{tls.ProtocolName} {tls.CipherSuite} {tls.Group} {tls.SignatureScheme} {string.Join(' ', tls.CertificateChain.Select(certificate => Convert.ToHexString(SHA256.HashData(certificate.Span))))}";

    /// <summary>A zone with domains and their MX host names below mail, all at the addresses of one host.</summary>
    private sealed class Provider(string zone, int tenants, Func<SmtpHost, SmtpHost> change, string records = "")
    {
        public bool IsInOrder => tenants < Many;

        public IEnumerable<string> Domains => Enumerable.Range(0, tenants).Select(tenant => $"d{tenant}.{zone}");

        public Scenario Scenario => new()
        {
            Zones = [Zone.At("test."), Zone.At($"{zone}.", string.Join('\n', Enumerable.Range(0, tenants).Select(tenant => $"d{tenant} MX 10 t{tenant}.mail").Append(records)))],
            Hosts =
            [
                change(SmtpHost.Normal($"mx.{zone}.") with
                {
                    OtherNames = [.. Enumerable.Range(0, tenants).Select(tenant => DomainName.Parse($"t{tenant}.mail.{zone}"))],
                }),
            ],
        };
    }
}
