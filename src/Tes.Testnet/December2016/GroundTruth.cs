using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Testnet.Certificates;
using Tes.Testnet.Dns;
using Tes.Testnet.Smtp;

namespace Tes.Testnet.December2016;

/// <summary>
/// Reads off a scenario's declarations what a survey of it must find: no message is sent and no signature checked. It knows what this scenario
/// uses, and no more: MX records that name hosts without aliases, faults that make a zone bogus as a whole, and domains whose hosts all have DANE
/// or none.
/// </summary>
internal sealed class GroundTruth
{
    private static readonly DnsFaultKind[] BreaksSignatures =
    [
        DnsFaultKind.BogusSignature, DnsFaultKind.ExpiredSignature, DnsFaultKind.FutureSignature, DnsFaultKind.MissingSignature,
        DnsFaultKind.MissingDnskey, DnsFaultKind.Forged,
    ];

    private readonly Dictionary<DomainName, Zone> _zones;
    private readonly Dictionary<DomainName, SmtpHost> _hosts;

    public GroundTruth(Scenario scenario)
    {
        _zones = scenario.Zones.ToDictionary(zone => zone.Apex);
        _hosts = scenario.Hosts.SelectMany(host => host.OtherNames.Prepend(host.Name).Select(name => (name, host))).ToDictionary(known => known.name, known => known.host);
    }

    /// <summary>The truth about one domain.</summary>
    public SurveyedDomain Of(DomainName name, string demonstrates, PublishedPolicies policies) =>
        new(name, demonstrates, ClassOf(name), ProtectionOf(name), DaneOf(name), policies);

    /// <summary>The figures of domains.</summary>
    public SurveyFigures Add(IReadOnlyList<SurveyedDomain> domains)
    {
        // Bogus MX records name no hosts, and a domain that has no mail host has a web server at most.
        SmtpHost[] met = [.. domains.Where(domain => domain.Class is not (MailClass.NoMx or MailClass.BogusMx)).SelectMany(domain => HostsOf(domain.Name)).Distinct(ReferenceEqualityComparer.Instance).Cast<SmtpHost>()];
        SmtpHost[] withTls = [.. met.Where(CompletesTls)];
        return new SurveyFigures
        {
            Domains = domains.Count,
            Classes = Enum.GetValues<MailClass>().ToDictionary(known => known, known => domains.Count(domain => domain.Class == known)),
            TlsVersions = withTls.GroupBy(host => host.TlsVersions.Max()).ToDictionary(group => group.Key, AddressesOf),
            ServersWithoutTls = AddressesOf(met.Where(host => Answers(host) && !CompletesTls(host))),
            ServersNotReached = AddressesOf(met.Where(host => !Answers(host))),
            AuthBeforeStartTls = AddressesOf(withTls.Where(OffersAuth)),
            DnssecDomains = domains.Count(domain => domain is { HasEmail: true, Zone: ZoneProtection.Signed }),
            DaneDomains = [.. domains.Where(domain => domain is { HasEmail: true, Dane: DaneProtection.Match }).Select(domain => domain.Name.ToDisplayString()).Order(StringComparer.Ordinal)],
        };
    }

    private MailClass ClassOf(DomainName domain)
    {
        if (!_zones.ContainsKey(domain))
            return MailClass.NoMx;
        if (ProtectionOf(domain) == ZoneProtection.Broken)
            return MailClass.BogusMx;
        DomainName[]? exchanges = ExchangesOf(domain);
        // RFC 7505 §3
        if (exchanges is [{ IsRoot: true }])
            return MailClass.NoMx;
        SmtpHost[] hosts = HostsOf(domain);
        SmtpHost[] trusted = [.. hosts.Where(host => ProtectionOf(host.Name) != ZoneProtection.Broken)];
        if (trusted.Any(CompletesTls))
            return MailClass.Tls;
        if (trusted.Any(Answers))
            return MailClass.NoTls;
        // RFC 5321 §5.1: an address that takes no mail is that of something else.
        if (exchanges is null)
            return MailClass.NoMx;
        if (trusted.Length > 0)
            return MailClass.Unresponsive;
        return hosts.Length > 0 ? MailClass.BogusMx : MailClass.NonExistingMx;
    }

    // RFC 7672 §2.2: only below signed MX records and signed addresses.
    private DaneProtection DaneOf(DomainName domain)
    {
        SmtpHost[] hosts = HostsOf(domain);
        if (ProtectionOf(domain) != ZoneProtection.Signed || hosts.Length == 0
            || !hosts.All(host => ProtectionOf(host.Name) == ZoneProtection.Signed && host.Tlsa.Any(IsUsable)))
            return DaneProtection.None;
        return hosts.All(host => CompletesTls(host) && host.Tlsa.Any(tlsa => IsUsable(tlsa) && tlsa.Flaw == TlsaFlaw.None)) ? DaneProtection.Match : DaneProtection.Mismatch;
    }

    private SmtpHost[] HostsOf(DomainName domain) => [.. (ExchangesOf(domain) ?? [domain]).Select(HostAt).OfType<SmtpHost>()];

    // Null: there are no MX records.
    private DomainName[]? ExchangesOf(DomainName domain)
    {
        if (!_zones.TryGetValue(domain, out Zone? zone))
            return null;
        DomainName[] exchanges =
        [
            .. MasterFile.Read(zone.Records, domain).Where(record => record.Type == RRType.MX && record.Owner == domain)
                .Select(record => MxRdata.TryRead(record.Rdata, out MxRdata? mx) ? mx.Exchange : throw new FormatException($"An MX record of {domain} is none.")),
        ];
        return exchanges.Length > 0 ? exchanges : null;
    }

    private SmtpHost? HostAt(DomainName name) =>
        _hosts.GetValueOrDefault(name) ?? (!name.IsRoot && name.Parent.ToWildcard() is { } wildcard ? _hosts.GetValueOrDefault(wildcard) : null);

    private ZoneProtection ProtectionOf(DomainName name)
    {
        DomainName apex = name;
        while (!_zones.ContainsKey(apex))
            apex = apex.Parent;
        Zone zone = _zones[apex];
        ZoneProtection own = zone.Signing switch
        {
            null or { Ds: DsState.Absent or DsState.UnknownAlgorithm or DsState.UnknownDigestType } => ZoneProtection.Unsigned,
            { Ds: DsState.Wrong } => ZoneProtection.Broken,
            _ => zone.Faults.Any(fault => BreaksSignatures.Contains(fault.Kind)) ? ZoneProtection.Broken : ZoneProtection.Signed,
        };
        if (apex.IsRoot)
            return own;
        ZoneProtection above = ProtectionOf(apex.Parent);
        return own < above ? own : above;
    }

    // RFC 7672 §3.1.3
    private static bool IsUsable(Tlsa tlsa) => tlsa.Usage is TlsaCertificateUsage.DaneEE or TlsaCertificateUsage.DaneTA && tlsa.Flaw != TlsaFlaw.WrongLength;

    private static bool Answers(SmtpHost host) => host.Listening == Listening.Accepts;

    private static bool CompletesTls(SmtpHost host) => Answers(host) && host is { StartTls: StartTlsSupport.Works, Hello: HelloSupport.Ehlo };

    private static bool OffersAuth(SmtpHost host) => host.CapabilitiesBeforeTls.Any(keyword => keyword.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase));

    private static int AddressesOf(IEnumerable<SmtpHost> hosts) => hosts.Sum(host => host.AddressCount);
}
