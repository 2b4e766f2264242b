using System.Diagnostics;
using System.Globalization;
using Tes.Dns.Dnssec;
using Tes.Resolver;
using Tes.Resolver.Upstreams;
using Tes.Scan;
using Tes.Scan.Domains;
using Tes.Smtp;
using Tes.Testnet;
using Tes.Testnet.Lab;
using Tes.TransportSecurity.Mx;

namespace Tes.Bench;

/// <summary>Wall time of <c>tes test</c> of one domain in round trips to the resolver.</summary>
internal static class RoundTrips
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(100);
    private static readonly string[] Domains = ["dane-ee.test", "mixed-mx.test", "hosted.test", "mx-cname.test", "no-dnssec.test"];

    public static async Task<int> RunAsync()
    {
        await using SimulatedInternet internet = await SimulatedInternet.StartAsync(LabScenario.Scenario with { DnsLatency = Latency }, TimeProvider.System);
        if (!TrustAnchorSet.TryRead(internet.TrustAnchor, out TrustAnchorSet? anchors, out _))
            throw new InvalidOperationException("The test net's trust anchor cannot be read.");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"domain, cold",-18} {"wall ms",8} {"round trips",12} {"questions",10} {"look-ups",9} {"sessions",9}"));

        // The first run pays for the JIT compiler and is not shown.
        await MeasureAsync(internet, anchors, Domains[0]);
        foreach (string name in Domains)
            Console.WriteLine(await MeasureAsync(internet, anchors, name));
        return 0;
    }

    private static async Task<string> MeasureAsync(SimulatedInternet internet, TrustAnchorSet anchors, string name)
    {
        // A resolver of its own for each: nothing is cached.
        await using var resolver = new ValidatingResolver(new ResolverOptions { Upstreams = [new UpstreamServer(internet.Resolver)], TrustAnchors = anchors }, TimeProvider.System);
        using var gate = new AddressGate();
        var probe = new SmtpProbe(new ProbeOptions { EhloName = "bench.test" }, gate, TimeProvider.System);
        var test = new DomainTest(
            resolver,
            (address, _, serverName, stop) => probe.ProbeAsync(address, internet.Smtp.Port, serverName, stop),
            new DomainTestOptions { Families = AddressFamilies.Both, Port = 25 },
            TimeProvider.System);
        if (!MailDomain.TryParse(name, out MailDomain? domain, out _))
            throw new InvalidOperationException($"{name} is no mail domain.");
        long start = Stopwatch.GetTimestamp();
        var report = await test.RunAsync(domain, CancellationToken.None);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        return string.Create(CultureInfo.InvariantCulture, $"{name,-18} {elapsed.TotalMilliseconds,8:F0} {elapsed / Latency,12:F1} {resolver.Statistics.QuestionsAsked,10} {report.Lookups,9} {report.Facts.Hosts.Sum(host => host.Addresses.Count),9}");
    }
}
