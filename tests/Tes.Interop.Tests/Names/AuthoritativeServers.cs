using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests.Names;

/// <summary>
/// The authoritative servers: root and second-level zones by Knot, top-level and second-level zones by NSD, most second-level zones by BIND.
/// Parent and child are never on one address, so that every delegation is a real referral.
/// </summary>
internal sealed class AuthoritativeServers(StateDirectory state, Addresses addresses, ZoneTree tree)
{
    private static readonly NameServer[] All = Enum.GetValues<NameServer>();

    public async Task StartAsync()
    {
        await state.AddAddressAsync(addresses.Bind);
        await Task.WhenAll(All.Select(StartAsync));
    }

    private async Task StartAsync(NameServer server)
    {
        var name = $"authoritative-{server}";
        var address = ZoneTree.AddressOf(server, addresses);
        var zones = tree.Zones.Where(zone => zone.Server == server).ToArray();
        var directory = state.CreateDirectory(name);
        string[] commandLine = server switch
        {
            NameServer.TopLevel or NameServer.Nsd =>
                ["nsd", "-d", "-c", state.Write($"{name}/nsd.conf", NsdConfiguration(address, directory, zones))],
            NameServer.Bind =>
                ["named", "-g", "-n", "1", "-c", state.Write($"{name}/named.conf", BindConfiguration(address, directory, zones))],
            _ => ["knotd", "-c", state.Write($"{name}/knot.conf", KnotConfiguration(address, directory, zones))],
        };
        using var daemon = Daemon.Start(state, name, commandLine);
        await daemon.WaitAsync(() => Dig.ServesAsync(address, [.. zones.Select(zone => zone.Name)]));
    }

    // Rate limits are off: every case asks from the same few addresses.
    private string NsdConfiguration(string address, string directory, IEnumerable<Zone> zones) => $"""
        server:
          ip-address: {address}
          do-ip6: no
          server-count: 1
          username: ""
          chroot: ""
          zonesdir: "{directory}"
          pidfile: ""
          database: ""
          zonelistfile: "{directory}/zone.list"
          xfrdfile: "{directory}/xfrd.state"
          logfile: ""
          rrl-ratelimit: 0
        remote-control:
          control-enable: no
        {string.Join('\n', zones.Select(zone => $"zone:\n  name: \"{zone.Name}\"\n  zonefile: \"{tree.FileOf(zone)}\""))}

        """;

    private string KnotConfiguration(string address, string directory, Zone[] zones) => $"""
        server:
          listen: {address}@53
          rundir: {directory}
          user: root
          udp-workers: 1
          tcp-workers: 1
          background-workers: 1
        database:
          storage: {directory}
          kasp-db: {tree.KnotSigning.KeyDatabase}
        log:
        - target: stderr
          any: info
        {KnotSigning.Policies(zones)}
        template:
        - id: default
          zonefile-sync: -1
          zonefile-load: whole
          journal-content: none
          semantic-checks: off
        zone:
        {string.Join('\n', zones.Select(zone => $"- domain: {zone.Name}\n  file: {tree.FileOf(zone)}{KnotSigning.Options(zone)}"))}

        """;

    private string BindConfiguration(string address, string directory, IEnumerable<Zone> zones) => $$"""
        options {
          directory "{{directory}}";
          listen-on { {{address}}; };
          listen-on-v6 { none; };
          recursion no;
          check-names primary ignore;
          empty-zones-enable no;
          pid-file "{{directory}}/named.pid";
          session-keyfile "{{directory}}/session.key";
          managed-keys-directory "{{directory}}";
          lock-file none;
        };
        controls { };
        {{string.Join('\n', zones.Select(zone => $"zone \"{zone.Name}\" {{ type primary; file \"{tree.FileOf(zone)}\"; }};"))}}

        """;
}
