using System.Text;
using Tes.Resolver.Upstreams;

namespace Tes.Fuzz.Targets;

/// <summary>resolv.conf: there is always an upstream, and those found read back as the same.</summary>
internal static class ResolverConfigurationTarget
{
    public static void Check(ReadOnlySpan<byte> octets)
    {
        string text = Encoding.UTF8.GetString(octets);
        IReadOnlyList<UpstreamServer> upstreams = SystemUpstreams.Parse(text);
        Property.Holds(upstreams.Count >= 1 && upstreams.Count <= 1 + text.AsSpan().Count('\n'), "a line names one upstream at most");
        string written = string.Join('\n', upstreams.Select(upstream => $"nameserver {upstream.EndPoint.Address}"));
        Property.Holds(upstreams.SequenceEqual(SystemUpstreams.Parse(written)), "upstreams read back as the same");
    }
}
