using System.Diagnostics;
using System.Globalization;
using Tes.Dns.Dnssec;
using Tes.Resolver;
using Tes.Scan;
using Tes.Scan.Domains;
using Tes.Smtp;
using Tes.TransportSecurity.Mx;
using Tes.Testnet;
using Tes.Testnet.Lab;

// Wall time of `tes test` of one domain in round trips to the resolver: see bench/README.md.
TimeSpan latency = TimeSpan.FromMilliseconds(100);
string[] domains = ["dane-ee.test", "mixed-mx.test", "hosted.test", "mx-cname.test", "no-dnssec.test"];

await using SimulatedInternet internet = await SimulatedInternet.StartAsync(LabScenario.Scenario with { DnsLatency = latency }, TimeProvider.System);
if (!TrustAnchorSet.TryRead(internet.TrustAnchor, out TrustAnchorSet? anchors, out _))
    throw new InvalidOperationException("The test net's trust anchor cannot be read.");
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"domain, cold",-18} {"wall ms",8} {"round trips",12} {"questions",10} {"look-ups",9} {"sessions",9}"));

// The first run pays for the JIT compiler and is not shown.
await MeasureAsync(domains[0], print: false);
foreach (string name in domains)
    await MeasureAsync(name, print: true);

async Task MeasureAsync(string name, bool print)
{
    // A resolver of its own for each: nothing is cached.
    await using var resolver = new ValidatingResolver(new ResolverOptions { Upstreams = [internet.Resolver], TrustAnchors = anchors }, TimeProvider.System);
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
    if (print)
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-18} {elapsed.TotalMilliseconds,8:F0} {elapsed / latency,12:F1} {resolver.Statistics.QuestionsAsked,10} {report.Lookups,9} {report.Facts.Hosts.Sum(host => host.Addresses.Count),9}"));
}
