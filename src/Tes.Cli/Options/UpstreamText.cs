using System.Diagnostics.CodeAnalysis;
using System.Net;
using Tes.Dns;
using Tes.Resolver.Upstreams;

namespace Tes.Cli.Options;

/// <summary>Resolvers as people write them: <c>ADDRESS[:PORT]</c>, <c>tcp://ADDRESS[:PORT]</c>, <c>tls://ADDRESS[:PORT][#NAME]</c>.</summary>
internal static class UpstreamText
{
    private const string StreamPrefix = "tcp://";
    private const string TlsPrefix = "tls://";

    /// <param name="text">What was typed.</param>
    /// <param name="server">The resolver.</param>
    /// <param name="problem">What is wrong with it, to be put behind it.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out UpstreamServer? server, [NotNullWhen(false)] out string? problem)
    {
        server = null;
        problem = null;
        (UpstreamTransport transport, string rest) = text switch
        {
            _ when text.StartsWith(StreamPrefix, StringComparison.OrdinalIgnoreCase) => (UpstreamTransport.Stream, text[StreamPrefix.Length..]),
            _ when text.StartsWith(TlsPrefix, StringComparison.OrdinalIgnoreCase) => (UpstreamTransport.Tls, text[TlsPrefix.Length..]),
            _ => (UpstreamTransport.Datagram, text),
        };
        int hash = rest.IndexOf('#', StringComparison.Ordinal);
        string? name = null;
        if (hash >= 0)
        {
            if (transport != UpstreamTransport.Tls)
                problem = "has a name behind #, which only a resolver over TLS can prove: tls://ADDRESS#NAME";
            else if (!TryParseName(rest[(hash + 1)..], out name))
                problem = "has no domain name or IP address behind #, which the resolver's certificate must be for";
            rest = rest[..hash];
        }

        int port = transport == UpstreamTransport.Tls ? UpstreamServer.TlsPort : UpstreamServer.DnsPort;
        if (!EndPointText.TryParse(rest, port, out IPEndPoint? endPoint))
            problem ??= "is not an address of a resolver for --resolver; write 192.0.2.1, 192.0.2.1:5353, [2001:db8::1]:5353, tcp://192.0.2.1 or tls://192.0.2.1#dns.example";
        if (problem is not null)
            return false;
        server = new UpstreamServer(endPoint!, transport, name);
        return true;
    }

    private static bool TryParseName(string text, [NotNullWhen(true)] out string? name)
    {
        name = null;
        if (IPAddress.TryParse(text, out IPAddress? address))
            name = address.ToString();
        // RFC 9525 §6.3: compared as host names are, without the dot of the root.
        else if (DomainName.TryParse(text, out DomainName? parsed, out _) && !parsed.IsRoot && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_'))
            name = text.TrimEnd('.');
        return name is not null && Uri.CheckHostName(name) != UriHostNameType.Unknown;
    }
}
