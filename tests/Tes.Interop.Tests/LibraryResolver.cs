extern alias library;

using System.Net;
using library::Tes.Resolver;
using library::Tes.Resolver.Upstreams;
using Tes.Dns.Dnssec;

namespace Tes.Interop.Tests;

/// <summary>The resolver of the library, for what no command of the program shows.</summary>
internal static class LibraryResolver
{
    /// <summary>An anchor that covers nothing: zones without signatures are asked for, and nothing else is.</summary>
    public static string UnrelatedAnchor { get; } = "unrelated.example. IN DS 1 13 2 " + new string('0', 64) + "\n";

    /// <summary>One that asks a server whose zones are not signed, and so trusts an anchor that covers nothing.</summary>
    public static ValidatingResolver Of(string server) => new(
        new ResolverOptions
        {
            Upstreams = [new UpstreamServer(new IPEndPoint(IPAddress.Parse(server), UpstreamServer.DnsPort))],
            TrustAnchors = TrustAnchorSet.TryRead(UnrelatedAnchor, out var anchors, out _)
                ? anchors
                : throw new InvalidOperationException("the anchor is none"),
        },
        TimeProvider.System);
}
