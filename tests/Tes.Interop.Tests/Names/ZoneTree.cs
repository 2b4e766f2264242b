using System.Collections.Concurrent;
using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests.Names;

/// <summary>Turns the declared zones into signed zone files below one private root.</summary>
internal sealed class ZoneTree(StateDirectory state, Addresses addresses, IReadOnlyList<Zone> zones)
{
    private readonly ZoneSigner _signer = new(state);

    public IReadOnlyList<Zone> Zones => zones;

    /// <summary>The DS of the private root.</summary>
    public string TrustAnchorFile => state.PathOf("root.ds");

    public static string AddressOf(NameServer server, Addresses addresses) => server switch
    {
        NameServer.Root => addresses.Root,
        NameServer.TopLevel => addresses.TopLevel,
        NameServer.Bind => addresses.Bind,
        NameServer.Nsd => addresses.Nsd,
        NameServer.Knot => addresses.Knot,
        _ => throw new ArgumentOutOfRangeException(nameof(server)),
    };

    public string FileOf(Zone zone) => state.PathOf("zones", zone.Name == "." ? "root" : zone.Name.TrimEnd('.'));

    /// <summary>Makes all keys, then writes and signs all zones side by side: a parent needs only the keys of its children.</summary>
    public async Task BuildAsync()
    {
        var keys = new ConcurrentDictionary<Zone, IReadOnlyList<string>>();
        var delegations = new ConcurrentDictionary<Zone, string>();
        await Parallel.ForEachAsync(zones, async (zone, _) =>
        {
            if (zone.Signer == Signer.None && zone.Ds.Count == 0)
            {
                delegations[zone] = Delegation(zone, []);
                return;
            }

            keys[zone] = await _signer.MakeKeysAsync(zone);
            var ds = await _signer.MakeDsAsync(zone, keys[zone][0]);
            delegations[zone] = Delegation(zone, ds);
            if (zone.Name == ".")
            {
                await File.WriteAllLinesAsync(TrustAnchorFile, ds, CancellationToken.None);
            }
        });
        await Parallel.ForEachAsync(zones, async (zone, _) =>
        {
            var children = zones.Where(child => ParentOf(child) == zone).Select(child => delegations[child]);
            state.Write(FileOf(zone), string.Join('\n', [Apex(zone), .. children, ""]));
            await _signer.SignAsync(zone, FileOf(zone), keys.GetValueOrDefault(zone, []));
        });
    }

    private Zone? ParentOf(Zone child) => child.Name == "."
        ? null
        : zones.Where(zone => zone != child && (zone.Name == "." || child.Name.EndsWith("." + zone.Name, StringComparison.Ordinal)))
            .MaxBy(zone => zone.Name.Length);

    private static string Host(Zone zone) => zone.Name == "." ? "ns." : $"ns.{zone.Name}";

    private string Apex(Zone zone) => $"""
        $ORIGIN {zone.Name}
        $TTL 60
        @ SOA {Host(zone)} hostmaster.{Host(zone)} 1 3600 600 86400 60
        @ NS {Host(zone)}
        {Host(zone)} A {AddressOf(zone.Server, addresses)}
        {zone.Records}
        $ORIGIN .
        """;

    private string Delegation(Zone zone, IEnumerable<string> ds) => string.Join('\n', [
        $"{zone.Name} NS {Host(zone)}",
        $"{Host(zone)} A {AddressOf(zone.Server, addresses)}",
        .. ds]);
}
