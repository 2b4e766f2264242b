using System.Net;

namespace Tes.Resolver.Upstreams;

/// <summary>A recursive resolver and how it is asked.</summary>
/// <param name="EndPoint">Address and port.</param>
/// <param name="Transport">Over what.</param>
/// <param name="AuthenticationName">
/// For <see cref="UpstreamTransport.Tls"/>, the name or IP address that the server must prove to have (RFC 8310 §8.1); null
/// encrypts without knowing with whom, which keeps nothing from whoever sits on the path and answers in its place.
/// </param>
public sealed record UpstreamServer(IPEndPoint EndPoint, UpstreamTransport Transport = UpstreamTransport.Datagram, string? AuthenticationName = null)
{
    /// <summary>Port of DNS over UDP and TCP (RFC 1035 §4.2).</summary>
    public const int DnsPort = 53;

    /// <summary>Port of DNS over TLS (RFC 7858 §3.1).</summary>
    public const int TlsPort = 853;

    /// <summary>The way <c>--resolver</c> takes it, with the port.</summary>
    public override string ToString() => Transport switch
    {
        UpstreamTransport.Stream => $"tcp://{EndPoint}",
        UpstreamTransport.Tls => AuthenticationName is null ? $"tls://{EndPoint}" : $"tls://{EndPoint}#{AuthenticationName}",
        _ => EndPoint.ToString(),
    };
}
