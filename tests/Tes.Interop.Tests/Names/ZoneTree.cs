using System.Collections.Concurrent;
using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests.Names;

/// <summary>Turns the declared zones into signed zone files below one private root.</summary>
internal sealed class ZoneTree
{
    private readonly StateDirectory _state;
    private readonly Addresses _addresses;
    private readonly KeyMaker _keyMaker;
    private readonly ZoneSigner _signer;
    private readonly ConcurrentDictionary<Zone, IReadOnlyList<string>> _keys = [];
    private readonly ConcurrentDictionary<Zone, string> _delegations = [];
    private readonly ILookup<Zone?, Zone> _children;

    public ZoneTree(StateDirectory state, Addresses addresses, IReadOnlyList<Zone> zones)
    {
        _state = state;
        _addresses = addresses;
        Zones = zones;
        _keyMaker = new KeyMaker(state.CreateDirectory("keys"));
        _signer = new ZoneSigner(_keyMaker.Directory);
        KnotSigning = new KnotSigning(state);
        _children = zones.ToLookup(ParentOf);
    }

    public IReadOnlyList<Zone> Zones { get; }

    /// <summary>What knotd needs for the zones that it signs.</summary>
    public KnotSigning KnotSigning { get; }

    /// <summary>The DS of the private root.</summary>
    public string TrustAnchorFile => _state.PathOf("root.ds");

    public static string AddressOf(NameServer server, Addresses addresses) => server switch
    {
        NameServer.Root => addresses.Root,
        NameServer.TopLevel => addresses.TopLevel,
        NameServer.Bind => addresses.Bind,
        NameServer.Nsd => addresses.Nsd,
        NameServer.Knot => addresses.Knot,
        _ => throw new ArgumentOutOfRangeException(nameof(server)),
    };

    public string FileOf(Zone zone) => _state.PathOf("zones", zone.Name == "." ? "root" : zone.Name.TrimEnd('.'));

    /// <summary>Makes all keys, then writes and signs all zones side by side: a parent needs only the keys of its children.</summary>
    public async Task BuildAsync()
    {
        await Parallel.ForEachAsync(Zones, async (zone, _) => await MakeKeysAsync(zone));
        await Parallel.ForEachAsync(Zones, async (zone, _) => await SignAsync(zone));
    }

    /// <summary>Writes the trust anchor as delv takes it.</summary>
    /// <returns>The file.</returns>
    public string WriteDelvAnchors()
    {
        var ds = File.ReadAllText(TrustAnchorFile).Trim().Split(' ')[^4..];
        return _state.Write("root.anchors", $"trust-anchors {{ . static-ds {ds[0]} {ds[1]} {ds[2]} \"{ds[3]}\"; }};\n");
    }

    private static string Host(Zone zone) => zone.Name == "." ? "ns." : $"ns.{zone.Name}";

    private async Task MakeKeysAsync(Zone zone)
    {
        if (zone.Signer == Signer.None && zone.Ds.Count == 0)
        {
            _delegations[zone] = Delegation(zone, []);
            return;
        }

        var keys = await _keyMaker.MakeKeysAsync(zone);
        var ds = await _keyMaker.MakeDsAsync(zone, keys);
        _keys[zone] = keys;
        _delegations[zone] = Delegation(zone, ds);
        if (zone.Name == ".")
        {
            await File.WriteAllLinesAsync(TrustAnchorFile, ds, CancellationToken.None);
        }
    }

    private async Task SignAsync(Zone zone)
    {
        var path = FileOf(zone);
        _state.Write(path, Content(zone, zone));
        if (zone.Signer == Signer.None)
        {
            return;
        }

        var keys = _keys[zone];
        if (zone.Signer == Signer.Knot)
        {
            await KnotSigning.ImportAsync(zone, _keyMaker.Directory, keys);
            return;
        }

        var signed = await _signer.SignAsync(zone, path, $"{path}.signed", keys);
        if (zone.OtherVersion is { } other)
        {
            var otherPath = $"{path}.other";
            _state.Write(otherPath, Content(zone, other));
            signed = signed with { Other = await _signer.SignAsync(other, otherPath, $"{otherPath}.signed", keys) };
        }

        await File.WriteAllLinesAsync(path, zone.Damage(signed).Lines);
    }

    private Zone? ParentOf(Zone child) => child.Name == "."
        ? null
        : Zones.Where(zone => zone != child && (zone.Name == "." || child.Name.EndsWith("." + zone.Name, StringComparison.Ordinal)))
            .MaxBy(zone => zone.Name.Length);

    /// <summary>The unsigned lines of one version of a zone.</summary>
    private string Content(Zone zone, Zone version)
    {
        // Signers take a key that is in the zone for their own when it has the same tag, and do not add that: so it is there, too.
        IEnumerable<string> published = zone.ForeignKeys is { } make && _keyMaker.RdataOf(_keys[zone][0]) is var own ? [own, .. make(own)] : [];
        var delegations = version.Delegates ? _children[zone].Select(child => _delegations[child]) : [];
        return string.Join('\n', [
            $"""
            $ORIGIN {zone.Name}
            $TTL 60
            @ SOA {Host(zone)} hostmaster.{Host(zone)} 1 3600 600 86400 60
            @ NS {Host(zone)}
            {Host(zone)} A {AddressOf(zone.Server, _addresses)}
            {version.Records}
            """,
            .. published.Select(rdata => $"@ DNSKEY {rdata}"),
            "$ORIGIN .",
            .. delegations,
            ""]);
    }

    private string Delegation(Zone zone, IEnumerable<string> ds) => string.Join('\n', [
        $"{zone.Name} NS {Host(zone)}",
        $"{Host(zone)} A {AddressOf(zone.Server, _addresses)}",
        .. ds]);
}
