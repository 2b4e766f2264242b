using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Testnet.Dns;
using Tes.Testnet.Smtp;

namespace Tes.Testnet;

/// <summary>A running scenario: a resolver with its own signed root, and mail hosts, all on loopback.</summary>
public sealed class SimulatedInternet : IAsyncDisposable
{
    // RFC 7672 §2.2.3: TLSA records stand below the port that is connected to. Mail is at 25, here too by name; what is really
    // connected to is another port, and who looks below that finds the same.
    private const int SmtpPort = 25;

    private readonly DnsServer _server;

    private SimulatedInternet(TestnetDns dns, DnsServer server, TestnetSmtp smtp)
    {
        Dns = dns;
        _server = server;
        Smtp = smtp;
    }

    /// <summary>The zones.</summary>
    public TestnetDns Dns { get; }

    /// <summary>The mail hosts.</summary>
    public TestnetSmtp Smtp { get; }

    /// <summary>Where the resolver listens, for <c>--resolver</c>.</summary>
    public IPEndPoint Resolver => _server.EndPoint;

    /// <summary>Where trust starts, for <c>--trust-anchor</c>: a DS record in presentation form.</summary>
    public string TrustAnchor => Dns.TrustAnchorDs;

    /// <summary>Starts a scenario; zones are signed and certificates made when first asked for.</summary>
    /// <param name="scenario">What to start.</param>
    /// <param name="time">The clock of signatures and certificates.</param>
    /// <param name="seed">Makes all keys but RSA keys.</param>
    /// <exception cref="FormatException">A host is in none of the zones.</exception>
    /// <exception cref="SocketException">Ports or addresses cannot be had.</exception>
    public static async Task<SimulatedInternet> StartAsync(Scenario scenario, TimeProvider time, string seed = "tes")
    {
        ArgumentNullException.ThrowIfNull(scenario);
        TestnetSmtp smtp = await TestnetSmtp.StartAsync(scenario.Hosts, time, seed).ConfigureAwait(false);
        try
        {
            var dns = new TestnetDns(WithHosts(scenario.Zones, smtp), time, seed) { Fault = scenario.ResolverFault, Latency = scenario.DnsLatency };
            return new SimulatedInternet(dns, DnsServer.Start(dns), smtp);
        }
        catch (Exception e) when (e is FormatException or SocketException or ArgumentException)
        {
            await smtp.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops everything.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync().ConfigureAwait(false);
        await Smtp.DisposeAsync().ConfigureAwait(false);
    }

    private static List<Zone> WithHosts(IReadOnlyList<Zone> zones, TestnetSmtp smtp)
    {
        var apexes = zones.Select(zone => zone.Apex).ToHashSet();
        ILookup<DomainName, DerivedRecord> records = smtp.Hosts.SelectMany(host => RecordsOf(host, smtp)).ToLookup(record => ZoneOf(record.Owner, apexes));
        return [.. zones.Select(zone => zone with { Derived = [.. zone.Derived, .. records[zone.Apex]] })];
    }

    private static IEnumerable<DerivedRecord> RecordsOf(SmtpHost host, TestnetSmtp smtp)
    {
        foreach (DomainName name in host.OtherNames.Prepend(host.Name))
        {
            foreach (IPAddress address in smtp.AddressesOf(host.Name))
                yield return new DerivedRecord(name, address.AddressFamily == AddressFamily.InterNetwork ? RRType.A : RRType.Aaaa, () => address.GetAddressBytes());
        }

        foreach (int port in new[] { SmtpPort, smtp.Port }.Distinct())
        {
            if (!(host.TlsaBase ?? host.Name).TryPrepend(string.Create(CultureInfo.InvariantCulture, $"_{port}._tcp"), out DomainName? owner))
                throw new FormatException($"{host.Name} is too long for TLSA records.");
            foreach (Certificates.Tlsa tlsa in host.Tlsa)
                yield return new DerivedRecord(owner, RRType.Tlsa, () => tlsa.ToRdata(smtp.ChainOf(host.Name)));
        }
    }

    private static DomainName ZoneOf(DomainName name, HashSet<DomainName> apexes)
    {
        for (int labels = name.LabelCount; labels >= 0; labels--)
        {
            if (apexes.Contains(name.Suffix(labels)))
                return name.Suffix(labels);
        }

        throw new FormatException($"{name} is in none of the zones.");
    }
}
