namespace Tes.Smtp;

/// <summary>A negotiated version of TLS, with its number on the wire, so that newer is greater.</summary>
public enum TlsProtocolVersion : ushort
{
    /// <summary>TLS 1.0 (RFC 2246; deprecated by RFC 8996).</summary>
    Tls10 = 0x0301,

    /// <summary>TLS 1.1 (RFC 4346; deprecated by RFC 8996).</summary>
    Tls11 = 0x0302,

    /// <summary>TLS 1.2 (RFC 5246).</summary>
    Tls12 = 0x0303,

    /// <summary>TLS 1.3 (RFC 8446).</summary>
    Tls13 = 0x0304,
}
