using Tes.Dns;
using Tes.Testnet.Dns;
using Tes.Testnet.Smtp;

namespace Tes.Testnet.Lab;

/// <summary>A domain with one zone and one mail host, <c>mx</c> in it: what most of the lab's domains are, so that each states only what it is about.</summary>
internal sealed class LabSite
{
    public const string Spf = "@ TXT \"v=spf1 mx -all\"";

    private const string Records = $"@ MX 10 mx\n{Spf}";

    private readonly string _name;
    private Zone _zone;
    private SmtpHost[] _hosts;

    private LabSite(string name)
    {
        _name = name;
        _zone = Zone.At(name, Records);
        _hosts = [SmtpHost.Normal($"mx.{name}")];
    }

    /// <summary>Signed, with a host that does everything right and no TLSA records.</summary>
    public static LabSite At(string name) => new(name);

    public LabSite WithHost(Func<SmtpHost, SmtpHost> change)
    {
        _hosts = [change(_hosts[0])];
        return this;
    }

    public LabSite WithHosts(params SmtpHost[] hosts)
    {
        _hosts = hosts;
        return this;
    }

    public LabSite WithZone(Func<Zone, Zone> change)
    {
        _zone = change(_zone);
        return this;
    }

    public LabSite WithRecords(string records) => WithZone(zone => zone with { Records = records });

    public LabSite WithFault(DnsFault fault) => WithZone(zone => zone with { Faults = [.. zone.Faults, fault] });

    public LabDomain Shows(string demonstrates, string reference, LabExpectation expected) =>
        new(DomainName.Parse(_name), demonstrates, reference, expected) { Zones = [_zone], Hosts = _hosts };
}
