using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests.Names;

/// <summary>A BIND that serves one unsigned zone, nord, to programs that take it for their resolver.</summary>
internal static class PlainBind
{
    /// <param name="state">Holds its files.</param>
    /// <param name="name">Names its directory and log.</param>
    /// <param name="address">Where it listens.</param>
    /// <param name="zone">The zone, its SOA and NS included.</param>
    public static async Task<Daemon> StartAsync(StateDirectory state, string name, string address, string zone)
    {
        var directory = state.CreateDirectory(name);
        // Recursion is offered, for libraries that use nobody else, and leads nowhere.
        var configuration = state.Write($"{name}/named.conf", $$"""
            options {
              directory "{{directory}}";
              listen-on { {{address}}; };
              listen-on-v6 { none; };
              recursion yes;
              dnssec-validation no;
              empty-zones-enable no;
              pid-file "{{directory}}/named.pid";
              session-keyfile "{{directory}}/session.key";
              managed-keys-directory "{{directory}}";
              lock-file none;
            };
            controls { };
            zone "nord" { type primary; file "{{state.Write($"{name}/zone", zone)}}"; };
            zone "." { type primary; file "{{state.Write($"{name}/root", "$TTL 60\n. SOA ns.nord. hostmaster.nord. 1 3600 600 86400 60\n. NS ns.nord.\n")}}"; };

            """);
        await state.AddAddressAsync(address);
        var daemon = Daemon.Start(state, name, "named", "-g", "-n", "1", "-c", configuration);
        await daemon.WaitAsync(() => Dig.ServesAsync(address, ["nord"]));
        return daemon;
    }
}
