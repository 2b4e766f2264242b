using Tes.Dns;
using Tes.Dns.Iana;

namespace Tes.Testnet.Dns;

/// <summary>All zones; each is loaded and its keys are made when it is first needed.</summary>
internal sealed class ZoneTree : IZoneSource
{
    private readonly Dictionary<DomainName, Lazy<ZoneContent>> _zones = [];
    private readonly Dictionary<DomainName, Lazy<ZoneKeys>> _keys = [];

    /// <exception cref="ArgumentException">Two zones have one name.</exception>
    public ZoneTree(IReadOnlyList<Zone> zones, string seed)
    {
        if (!zones.Any(zone => zone.Apex.IsRoot))
            zones = [new Zone { Apex = DomainName.Root }, .. zones];
        foreach (Zone zone in zones)
        {
            if (zone.Signing is { } signing)
                _keys[zone.Apex] = new Lazy<ZoneKeys>(() => new ZoneKeys(zone, signing, seed));
        }

        Dictionary<DomainName, Zone> byApex = zones.ToDictionary(zone => zone.Apex);
        ILookup<DomainName, Zone> children = zones.Where(zone => !zone.Apex.IsRoot).ToLookup(zone => ParentOf(zone.Apex, byApex));
        foreach (Zone zone in zones)
            _zones.Add(zone.Apex, new Lazy<ZoneContent>(() => Load(zone, children[zone.Apex])));
    }

    public AtDelegation AtDelegation => AtDelegation.Fail;

    /// <summary>The keys of a zone; null when it is unsigned, or no zone.</summary>
    public ZoneKeys? KeysOf(DomainName apex) => _keys.TryGetValue(apex, out Lazy<ZoneKeys>? keys) ? keys.Value : null;

    /// <summary>The zone with that apex; null where there is none.</summary>
    public ZoneContent? At(DomainName apex) => _zones.TryGetValue(apex, out Lazy<ZoneContent>? zone) ? zone.Value : null;

    /// <summary>The zone that speaks for a name and type: for DS at an apex that is the parent (RFC 4035 §3.1.4.1).</summary>
    public ZoneContent? ZoneOf(DomainName name, RRType type)
    {
        if (type == RRType.DS && !name.IsRoot && _zones.ContainsKey(name))
            name = name.Parent;
        while (true)
        {
            if (_zones.TryGetValue(name, out Lazy<ZoneContent>? zone))
                return zone.Value;
            name = name.Parent;
        }
    }

    private ZoneContent Load(Zone zone, IEnumerable<Zone> children) => new(
        zone,
        KeysOf(zone.Apex),
        children.Select(child => (child.Apex, _keys.GetValueOrDefault(child.Apex), child.Signing is { Ds: not DsState.Absent } or { DelegationSigners.Count: > 0 })));

    private static DomainName ParentOf(DomainName apex, Dictionary<DomainName, Zone> zones)
    {
        DomainName parent = apex.Parent;
        while (!zones.ContainsKey(parent))
            parent = parent.Parent;
        return parent;
    }
}
