using System.Globalization;
using System.Net;
using Tes.Dns;
using Tes.Testnet;
using Tes.Testnet.Certificates;
using Tes.Testnet.Dns;
using Tes.Testnet.Smtp;

namespace Tes.Bench;

/// <summary>An internet to survey, and the lists of its domains. It runs until its standard input ends.</summary>
internal static class SurveyNet
{
    private const string Hosts = "hosts.test";
    private const string Provider = "provider.test";
    private const int ProviderAddresses = 4;

    /// <param name="folder">Gets the trust anchor, <c>options</c> for <c>tes scan</c>, <c>domains</c>, <c>million</c> and <c>tenants</c>, and <c>addresses</c> of the hosts, one for each domain of <c>domains</c>.</param>
    /// <param name="domainCount">Domains with zones of their own.</param>
    /// <param name="hostCount">Mail hosts; each has its share of the domains.</param>
    /// <param name="manyCount">Names of the list <c>million</c>, which wildcards answer for.</param>
    /// <param name="tenantCount">Domains of the list <c>tenants</c>, each with an MX host name of its own at the four addresses of one provider, which shows one certificate to all.</param>
    /// <param name="latency">Milliseconds that each answer of the resolver and of a mail host takes.</param>
    /// <param name="wellKnownAddress">An address at whose port 53 the resolver answers as well; null for none.</param>
    public static async Task<int> RunAsync(string folder, string domainCount, string hostCount, string manyCount, string tenantCount, string latency, string? wellKnownAddress = null)
    {
        int domains = Number(domainCount), hosts = Number(hostCount), many = Number(manyCount), tenants = Number(tenantCount);
        var delay = TimeSpan.FromMilliseconds(Number(latency));
        var scenario = new Scenario
        {
            DnsLatency = delay,
            Zones =
            [
                Zone.At("test."),
                Zone.At(Hosts) with { Signing = null },
                Zone.At("million.test", string.Join('\n', Enumerable.Range(0, hosts).Select(host => $"*.w{host} MX 10 mx{host}.{Hosts}."))) with { Signing = null },
                Zone.At(Provider) with { Signing = null },
                Zone.At("tenants.test", string.Join('\n', Enumerable.Range(0, tenants).Select(tenant => $"t{tenant} MX 10 t{tenant}.mail.{Provider}."))) with { Signing = null },
                // One in twenty is signed, as on the Internet.
                .. Enumerable.Range(0, domains).Select(domain => Zone.At($"d{domain}.test", $"@ MX 10 mx{domain % hosts}.{Hosts}.\n@ TXT \"v=spf1 mx -all\"") with
                {
                    Signing = domain % 20 == 0 ? ZoneSigning.Default : null,
                }),
            ],
            Hosts =
            [
                .. Enumerable.Range(0, hosts).Select(host => SmtpHost.Normal($"mx{host}.{Hosts}") with { Latency = delay }),
                SmtpHost.Normal($"mx.{Provider}") with
                {
                    AddressCount = ProviderAddresses,
                    OtherNames = [DomainName.Parse($"*.mail.{Provider}")],
                    Certificate = ServerCertificate.PrivateCa with { Names = [$"*.mail.{Provider}"] },
                    Latency = delay,
                },
            ],
        };
        await using SimulatedInternet internet = await SimulatedInternet.StartAsync(scenario, TimeProvider.System);
        // For programs that know of resolvers by /etc/resolv.conf alone.
        await using DnsServer? wellKnown = wellKnownAddress is null ? null : DnsServer.Start(internet.Dns, new IPEndPoint(IPAddress.Parse(wellKnownAddress), 53));
        Directory.CreateDirectory(folder);
        string anchor = Path.Combine(folder, "root.anchor");
        await File.WriteAllTextAsync(anchor, internet.TrustAnchor);
        await File.WriteAllLinesAsync(Path.Combine(folder, "domains"), Enumerable.Range(0, domains).Select(domain => $"d{domain}.test"));
        await File.WriteAllLinesAsync(Path.Combine(folder, "million"), Enumerable.Range(0, many).Select(name => $"n{name}.w{name % hosts}.million.test"));
        await File.WriteAllLinesAsync(Path.Combine(folder, "tenants"), Enumerable.Range(0, tenants).Select(tenant => $"t{tenant}.tenants.test"));
        await File.WriteAllLinesAsync(
            Path.Combine(folder, "addresses"),
            Enumerable.Range(0, domains).Select(domain => $"[{internet.Smtp.AddressesOf(scenario.Hosts[domain % hosts].Name)[0]}]:{internet.Smtp.Port}"));
        // Certificates are made before anything is measured.
        Parallel.ForEach(scenario.Hosts, host => internet.Smtp.ChainOf(host.Name));
        await File.WriteAllTextAsync(Path.Combine(folder, "options"), $"--resolver {internet.Resolver} --trust-anchor {anchor} --smtp-port {internet.Smtp.Port}\n");
        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
