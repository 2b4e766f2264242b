using Tes.Dns.Dnssec;
using Tes.Resolver;
using Tes.Resolver.Upstreams;
using Tes.Scan.Domains;
using Tes.Scan.Reports;
using Tes.Smtp;
using Tes.Testnet;
using Tes.Testnet.Lab;
using Xunit;

namespace Tes.Scan.Tests.Lab;

/// <summary>All domains of the lab, tested side by side as <c>tes test --lab</c> does, once for all tests of a class.</summary>
public sealed class RunningLab : IAsyncLifetime
{
    // Hosts that are silent or slow take all of it. Others need a hundredth, but share the machine with other tests.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // The testnet makes its keys when they are first asked for.
    private static readonly TimeSpan DnsPatience = TimeSpan.FromSeconds(5);

    private Dictionary<string, DomainReport> _reports = [];

    public DomainReport this[LabDomain domain] => _reports[domain.Name.ToDisplayString()];

    public async ValueTask InitializeAsync()
    {
        await using SimulatedInternet internet = await SimulatedInternet.StartAsync(LabScenario.Scenario, TimeProvider.System);
        Assert.True(TrustAnchorSet.TryRead(internet.TrustAnchor, out TrustAnchorSet? anchors, out _));
        await using var resolver = new ValidatingResolver(
            new ResolverOptions { Upstreams = [new UpstreamServer(internet.Resolver)], TrustAnchors = anchors, AggressiveDenial = AggressiveDenial.Ignore, QuestionTimeout = DnsPatience, LookupTimeout = 4 * DnsPatience }, TimeProvider.System);
        using var gate = new AddressGate();
        var probe = new SmtpProbe(new ProbeOptions { ConnectTimeout = Patience, ReplyTimeout = Patience, TotalTimeout = Patience }, gate, TimeProvider.System);
        int port = internet.Smtp.Port;
        var test = new DomainTest(
            resolver,
            (address, _, serverName, cancellationToken) => probe.ProbeAsync(address, port, serverName, cancellationToken),
            new DomainTestOptions(),
            TimeProvider.System);
        DomainReport[] reports = await Task.WhenAll(LabScenario.Domains.Select(domain => test.RunAsync(NameOf(domain), CancellationToken.None)));
        _reports = reports.ToDictionary(report => report.Facts.Domain.Text, StringComparer.Ordinal);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static MailDomain NameOf(LabDomain domain)
    {
        Assert.True(MailDomain.TryParse(domain.Name.ToDisplayString(), out MailDomain? name, out string? problem), problem);
        return name;
    }
}
