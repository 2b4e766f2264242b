using System.Net;
using System.Net.Sockets;
using System.Text;
using Tes.Resolver.Iteration;

namespace Tes.Fuzz.Targets;

/// <summary>Files of root hints: every server has an address, and the servers, written as such a file, read back as the same.</summary>
internal static class RootHintsTarget
{
    public static void Check(ReadOnlySpan<byte> octets)
    {
        if (!RootHints.TryRead(Encoding.UTF8.GetString(octets), out RootHints? hints, out string? problem))
        {
            Property.IsShowable(problem);
            return;
        }

        Property.Holds(hints.Servers.Count > 0 && hints.Servers.All(server => server.Addresses.Count > 0), "there is a server, and each has an address");
        var written = new StringBuilder();
        foreach (RootServer server in hints.Servers)
        {
            written.Append(". NS ").Append(server.Name).Append('\n');
            foreach (IPAddress address in server.Addresses)
                written.Append(server.Name).Append(address.AddressFamily == AddressFamily.InterNetwork ? " A " : " AAAA ").Append(address).Append('\n');
        }

        Property.Holds(RootHints.TryRead(written.ToString(), out RootHints? again, out _), "what is written can be read");
        Property.Holds(
            hints.Servers.Count == again!.Servers.Count
            && hints.Servers.Zip(again.Servers).All(pair => pair.First.Name == pair.Second.Name && pair.First.Addresses.ToHashSet().SetEquals(pair.Second.Addresses)),
            "the servers read back are the same");
    }
}
