using System.Net;
using System.Runtime.InteropServices;
using Tes.Scan.Reports;
using Tes.Smtp;
using Tes.TransportSecurity;

namespace Tes.Scan.Survey;

/// <summary>
/// Adds up the domains of a survey as they are tested. What it keeps grows with mail servers and with domains that have DANE, not
/// with the list. Not for several threads at once.
/// </summary>
public sealed class SurveyStatistics
{
    private readonly Dictionary<SurveyClass, int> _classes = Enum.GetValues<SurveyClass>().ToDictionary(known => known, _ => 0);
    private readonly Dictionary<IPAddress, Server> _servers = [];
    private readonly SortedDictionary<string, int> _reasons = new(StringComparer.Ordinal);
    private readonly List<string> _dane = [];
    private int _domains;
    private int _dnssec;

    /// <summary>Domains so far.</summary>
    public int Domains => _domains;

    /// <summary>Domains of a class so far.</summary>
    public int Of(SurveyClass @class) => _classes[@class];

    /// <summary>Adds a domain.</summary>
    /// <returns>Its class.</returns>
    public SurveyClass Add(DomainReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        SurveyClass @class = SurveyClassifier.Of(report);
        _domains++;
        _classes[@class]++;
        if (@class == SurveyClass.Inconclusive && InconclusiveReasons.Of(report) is { } reason)
            _reasons[InconclusiveReasons.WordOf(reason)] = _reasons.GetValueOrDefault(InconclusiveReasons.WordOf(reason)) + 1;
        bool hasEmail = @class is SurveyClass.Tls or SurveyClass.NoTls;
        if (hasEmail && report.Facts.Mx.Security == Dns.Resolution.SecurityStatus.Secure)
            _dnssec++;
        if (hasEmail && report.Delivery.Delivery == Delivery.Verified)
            _dane.Add(report.Facts.Domain.Text);
        // The address of a domain without MX records is that of its website more often than not.
        if (@class == SurveyClass.NoMx)
            return @class;
        foreach ((_, AddressReport address) in report.Facts.Addresses)
        {
            var server = Server.Of(address.Probe);
            // Another session with the same address may have come further.
            if (!_servers.TryGetValue(address.Address.Address, out Server known) || server.Progress > known.Progress)
                _servers[address.Address.Address] = server;
        }

        return @class;
    }

    /// <summary>The numbers so far.</summary>
    public SurveySummary Summarise() => new()
    {
        Domains = _domains,
        Classes = new Dictionary<SurveyClass, int>(_classes),
        InconclusiveReasons = [.. _reasons.OrderByDescending(known => known.Value).ThenBy(known => known.Key, StringComparer.Ordinal)],
        TlsVersions = [.. _servers.Values.Where(server => server.Version is not null).GroupBy(server => server.Version!, StringComparer.Ordinal)
            .OrderByDescending(group => group.Key, StringComparer.Ordinal).Select(group => KeyValuePair.Create(group.Key, group.Count()))],
        ServersWithoutTls = _servers.Values.Count(server => server.Progress == ServerProgress.Answered),
        AuthBeforeStartTls = _servers.Values.Count(server => server is { Version: not null, OffersAuthBeforeTls: true }),
        ServersNotReached = _servers.Values.Count(server => server.Progress == ServerProgress.None),
        ServersInconclusive = _servers.Values.Count(server => server.Progress == ServerProgress.Connected),
        DnssecDomains = _dnssec,
        DaneDomains = [.. _dane.Order(StringComparer.Ordinal)],
    };

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Server(ServerProgress Progress, string? Version, bool OffersAuthBeforeTls)
    {
        public static Server Of(ProbeReport probe) => new(
            probe.Progress(),
            probe.Tls?.ProtocolName,
            probe.CapabilitiesBeforeTls is { AuthMechanisms.Count: > 0 });
    }
}
