namespace Tes.Resolver.Upstreams;

/// <summary>How an upstream is asked.</summary>
public enum UpstreamTransport
{
    /// <summary>Over UDP, and over TCP where UDP does not do (RFC 7766 §5).</summary>
    Datagram,

    /// <summary>Over TCP only.</summary>
    Stream,

    /// <summary>Over TLS only (RFC 7858).</summary>
    Tls,
}
