using Tes.Interop.Tests.Running;

namespace Tes.Interop.Tests.Dkim;

/// <summary>A resolver with the keys in a folder and no DNSSEC: dnsmasq, which answers for what it is given.</summary>
internal static class KeyResolver
{
    /// <summary>Writes the file <c>anchor</c>: of nothing that is asked for, so that all else is indeterminate, and used.</summary>
    public static Task WriteAnchorAsync(string folder) =>
        File.WriteAllTextAsync(Path.Combine(folder, "anchor"), "nothing.nord. IN DS 1 15 2 " + new string('0', 64) + "\n");

    /// <summary>Runs a script in the folder while the resolver answers with what its file <c>zone</c> has, lines of a name and a text.</summary>
    /// <param name="address">Where it listens; only one at a time can.</param>
    /// <param name="folder">Has the zone.</param>
    /// <param name="script">For sh.</param>
    /// <returns>What the script prints.</returns>
    public static async Task<string> RunAsync(string address, string folder, string script)
    {
        string records = string.Join(' ', (await File.ReadAllLinesAsync(Path.Combine(folder, "zone")))
            .Select(line => line.Split(' ', 2))
            .Select(parts => $"'--txt-record={parts[0]},{parts[1]}'"));
        await File.WriteAllTextAsync(Path.Combine(folder, "resolv.conf"), $"nameserver {address}\n");
        // In a namespace of mounts, so that programs that take no other have this resolver for the system's.
        return await Command.RequireAsync("unshare", ["-m", "sh", "-c", $"""
            cd {folder}
            # That of the one before says that it has started.
            : > dnsmasq.log
            dnsmasq --keep-in-foreground --no-daemon --no-resolv --no-hosts --conf-file=/dev/null --bind-interfaces --listen-address={address} --local=/nord/ {records} > dnsmasq.log 2>&1 &
            server=$!
            # The next one listens on the same port.
            trap 'kill $server && wait $server || :' EXIT
            until grep -q started dnsmasq.log; do grep failed dnsmasq.log && exit 1; done
            {script}
            """]);
    }
}
