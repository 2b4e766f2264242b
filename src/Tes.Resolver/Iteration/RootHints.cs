using System.Diagnostics.CodeAnalysis;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.ZoneFiles;

namespace Tes.Resolver.Iteration;

/// <summary>
/// Where iteration starts (RFC 9609 §2): names and addresses of root servers. They are only used to find the present ones, and
/// whatever these say is validated from the trust anchors down, so that wrong hints can make look-ups fail but not lie.
/// </summary>
public sealed class RootHints
{
    // RFC 9609 §2.1. As of 2026-11; the last change was b.root-servers.net on 2023-11-27.
    private const string BuiltInText = """
        . NS a.root-servers.net.
        . NS b.root-servers.net.
        . NS c.root-servers.net.
        . NS d.root-servers.net.
        . NS e.root-servers.net.
        . NS f.root-servers.net.
        . NS g.root-servers.net.
        . NS h.root-servers.net.
        . NS i.root-servers.net.
        . NS j.root-servers.net.
        . NS k.root-servers.net.
        . NS l.root-servers.net.
        . NS m.root-servers.net.
        a.root-servers.net. A 198.41.0.4
        a.root-servers.net. AAAA 2001:503:ba3e::2:30
        b.root-servers.net. A 170.247.170.2
        b.root-servers.net. AAAA 2801:1b8:10::b
        c.root-servers.net. A 192.33.4.12
        c.root-servers.net. AAAA 2001:500:2::c
        d.root-servers.net. A 199.7.91.13
        d.root-servers.net. AAAA 2001:500:2d::d
        e.root-servers.net. A 192.203.230.10
        e.root-servers.net. AAAA 2001:500:a8::e
        f.root-servers.net. A 192.5.5.241
        f.root-servers.net. AAAA 2001:500:2f::f
        g.root-servers.net. A 192.112.36.4
        g.root-servers.net. AAAA 2001:500:12::d0d
        h.root-servers.net. A 198.97.190.53
        h.root-servers.net. AAAA 2001:500:1::53
        i.root-servers.net. A 192.36.148.17
        i.root-servers.net. AAAA 2001:7fe::53
        j.root-servers.net. A 192.58.128.30
        j.root-servers.net. AAAA 2001:503:c27::2:30
        k.root-servers.net. A 193.0.14.129
        k.root-servers.net. AAAA 2001:7fd::1
        l.root-servers.net. A 199.7.83.42
        l.root-servers.net. AAAA 2001:500:9f::42
        m.root-servers.net. A 202.12.27.33
        m.root-servers.net. AAAA 2001:dc3::35
        """;

    private RootHints(IReadOnlyList<RootServer> servers) => Servers = servers;

    /// <summary>The thirteen servers of the Internet's root.</summary>
    public static RootHints BuiltIn { get; } = TryRead(BuiltInText, out RootHints? hints, out string? problem) ? hints : throw new InvalidOperationException(problem);

    /// <summary>The servers, each with at least one address; at least one.</summary>
    public IReadOnlyList<RootServer> Servers { get; }

    /// <summary>Reads a file like InterNIC's named.root: NS records of the root and A and AAAA records of the hosts that they name.</summary>
    /// <param name="text">The file. Takes any text.</param>
    /// <param name="hints">The servers that have an address; records of other owners and types are passed over.</param>
    /// <param name="problem">One clause that says what is wrong; safe to show.</param>
    public static bool TryRead(string text, [NotNullWhen(true)] out RootHints? hints, [NotNullWhen(false)] out string? problem)
    {
        hints = null;
        problem = null;
        if (!ZoneFile.TryRead(text, DomainName.Root, out IReadOnlyList<ResourceRecord>? records, out ZoneFileFailure failure))
        {
            problem = failure.ToString();
            return false;
        }

        IReadOnlyList<RRset> rrsets = RRset.Group(records);
        if (rrsets.FirstOrDefault(rrset => rrset.Type == RRType.NS && rrset.Owner.IsRoot) is not { } nameServers)
        {
            problem = "there is no NS record of the root";
            return false;
        }

        RootServer[] servers = [.. nameServers.Read<NsRdata>().Take(IterationLimits.MaxNameServers)
            .Select(ns => new RootServer(ns.NameServer, Addresses.Of(ns.NameServer, rrsets)))
            .Where(server => server.Addresses.Count > 0)];
        if (servers.Length == 0)
        {
            problem = "no name server of the root has an A or AAAA record";
            return false;
        }

        hints = new RootHints(servers);
        return true;
    }
}
