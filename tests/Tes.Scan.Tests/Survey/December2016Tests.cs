using System.Collections.Concurrent;
using Tes.Dns.Dnssec;
using Tes.Dns.Resolution;
using Tes.Mail.Spf;
using Tes.Resolver;
using Tes.Resolver.Upstreams;
using Tes.Scan.Domains;
using Tes.Scan.Reports;
using Tes.Scan.Survey;
using Tes.Smtp;
using Tes.Testnet;
using Tes.Testnet.December2016;
using Tes.Testnet.Smtp;
using Tes.TransportSecurity;
using Xunit;

namespace Tes.Scan.Tests.Survey;

/// <summary>The survey of December 2016 over real sockets, held against the truth: of every domain, and in every number.</summary>
public sealed class December2016Tests
{
    // Few sessions at once, so that none waits long for a processor. Servers that are silent on purpose take all the time for a connection; nobody else comes near any limit.
    private const int AtOnce = 16;
    private static readonly TimeSpan ForConnections = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_survey_finds_the_truth_about_every_domain()
    {
        // Not the seed of the command line, which has a test of its own.
        var internet = new TopThousand("survey test");
        var statistics = new SurveyStatistics();
        IReadOnlyDictionary<string, DomainReport> reports = await SurveyAsync(internet);
        foreach (DomainReport report in reports.Values)
            statistics.Add(report);

        Assert.Equal(
            internet.Domains.Select(TruthOf),
            internet.Domains.Select(domain => FoundOf(domain, reports[domain.Name.ToDisplayString()])));
        SurveyFigures truth = internet.Figures;
        SurveySummary found = statistics.Summarise();
        Assert.Equal(truth.Domains, found.Domains);
        Assert.Equal(
            [.. truth.Classes.Select(known => (known.Key.ToString(), known.Value)), (nameof(SurveyClass.Inconclusive), 0)],
            found.Classes.OrderBy(known => known.Key).Select(known => (known.Key.ToString(), known.Value)));
        Assert.Equal(
            truth.TlsVersions.OrderByDescending(known => known.Key).Select(known => KeyValuePair.Create(WordOf(known.Key), known.Value)),
            found.TlsVersions);
        Assert.Equal(
            (truth.ServersWithoutTls, truth.AuthBeforeStartTls, truth.ServersNotReached, 0),
            (found.ServersWithoutTls, found.AuthBeforeStartTls, found.ServersNotReached, found.ServersInconclusive));
        Assert.Equal(truth.DnssecDomains, found.DnssecDomains);
        Assert.Equal(truth.DaneDomains, found.DaneDomains);
    }

    private static (string Name, string Class, bool Dnssec, bool Dane, bool Deferred, bool Spf) TruthOf(SurveyedDomain domain) => (
        domain.Name.ToDisplayString(), domain.Class.ToString(),
        domain is { HasEmail: true, Zone: ZoneProtection.Signed },
        domain is { HasEmail: true, Dane: DaneProtection.Match },
        domain is { HasEmail: true, Dane: DaneProtection.Mismatch },
        domain.Policies.HasFlag(PublishedPolicies.Spf));

    private static (string Name, string Class, bool Dnssec, bool Dane, bool Deferred, bool Spf) FoundOf(SurveyedDomain domain, DomainReport report) => (
        report.Facts.Domain.Text, SurveyClassifier.Of(report).ToString(),
        domain.HasEmail && report.Facts.Mx.Security == SecurityStatus.Secure,
        domain.HasEmail && report.Delivery.Delivery == Delivery.Verified,
        domain.HasEmail && report.Delivery.Delivery == Delivery.Defer,
        domain.HasEmail && report.Facts.Spf is SpfLookup.Published);

    private static async Task<IReadOnlyDictionary<string, DomainReport>> SurveyAsync(TopThousand truth)
    {
        await using SimulatedInternet internet = await SimulatedInternet.StartAsync(truth.Scenario, TimeProvider.System);
        Assert.True(TrustAnchorSet.TryRead(internet.TrustAnchor, out TrustAnchorSet? anchors, out _));
        await using var resolver = new ValidatingResolver(
            new ResolverOptions { Upstreams = [new UpstreamServer(internet.Resolver)], TrustAnchors = anchors, AggressiveDenial = AggressiveDenial.Ignore, QuestionTimeout = Patience, LookupTimeout = Patience }, TimeProvider.System);
        using var gate = new AddressGate(AtOnce);
        var probe = new SmtpProbe(new ProbeOptions { ConnectTimeout = ForConnections, ReplyTimeout = Patience, TotalTimeout = Patience }, gate, TimeProvider.System);
        int port = internet.Smtp.Port;
        var shared = new SharedProbe((address, _, serverName, cancellationToken) => probe.ProbeAsync(address, port, serverName, cancellationToken), TimeProvider.System);
        var test = new DomainTest(resolver, shared.ProbeAsync, new DomainTestOptions(), TimeProvider.System);
        var reports = new ConcurrentDictionary<string, DomainReport>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            truth.Names,
            new ParallelOptions { MaxDegreeOfParallelism = 4 * AtOnce, CancellationToken = TestContext.Current.CancellationToken },
            async (name, cancellationToken) =>
            {
                Assert.True(MailDomain.TryParse(name.ToDisplayString(), out MailDomain? domain, out string? problem), problem);
                reports[domain.Text] = await test.RunAsync(domain, cancellationToken);
            });
        return reports;
    }

    private static string WordOf(TlsVersion version) => version switch
    {
        TlsVersion.Tls13 => "TLSv1.3",
        TlsVersion.Tls12 => "TLSv1.2",
        TlsVersion.Tls11 => "TLSv1.1",
        _ => "TLSv1",
    };
}
