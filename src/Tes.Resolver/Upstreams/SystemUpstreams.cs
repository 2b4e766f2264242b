using System.Net;

namespace Tes.Resolver.Upstreams;

/// <summary>The recursive resolvers that the system is configured with.</summary>
public static class SystemUpstreams
{
    private const string ConfigurationFile = "/etc/resolv.conf";

    /// <summary>The <c>nameserver</c> lines of resolv.conf(5), in order; 127.0.0.1 where there are none, as the C library does.</summary>
    /// <exception cref="IOException">The file exists and cannot be read.</exception>
    public static IReadOnlyList<UpstreamServer> Read()
    {
        try
        {
            return File.Exists(ConfigurationFile) ? Parse(File.ReadAllText(ConfigurationFile)) : Parse("");
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException(denied.Message, denied);
        }
    }

    internal static IReadOnlyList<UpstreamServer> Parse(string text)
    {
        var upstreams = new List<UpstreamServer>();
        foreach (string line in text.Split('\n'))
        {
            string[] words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words is ["nameserver", var address, ..] && IPAddress.TryParse(address, out IPAddress? parsed))
                upstreams.Add(new UpstreamServer(new IPEndPoint(parsed, UpstreamServer.DnsPort)));
        }

        return upstreams.Count > 0 ? upstreams : [new UpstreamServer(new IPEndPoint(IPAddress.Loopback, UpstreamServer.DnsPort))];
    }
}
