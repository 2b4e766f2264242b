namespace Tes.Smtp;

/// <summary>How much a server may make us read or compute in TLS before we end it.</summary>
public static class TlsLimits
{
    /// <summary>Octets of one handshake message, which in practice is the certificate list. OpenSSL's default for max_cert_list.</summary>
    public const int HandshakeMessageLength = 100 * 1024;

    /// <summary>Certificates in a chain. Real ones have up to 6; some servers send their whole CA store.</summary>
    public const int Certificates = 64;

    /// <summary>Octets from the server in one session, TLS framing included: some large certificate lists and every reply.</summary>
    public const int SessionLength = 512 * 1024;

    /// <summary>Bits of a finite-field prime below which the handshake is refused, as OpenSSL does (Logjam).</summary>
    public const int MinFiniteFieldBits = 1024;

    /// <summary>Bits of a finite-field prime above which computing costs too much. The largest group of RFC 7919.</summary>
    public const int MaxFiniteFieldBits = 8192;

    /// <summary>Bits of our secret exponent in groups that the server made up: twice the strength of an 8192-bit prime, rounded up (RFC 7919 §5.2).</summary>
    public const int FiniteFieldExponentBits = 512;

    /// <summary>Bits of an RSA modulus, as in OpenSSL.</summary>
    public const int MaxRsaModulusBits = 16384;

    /// <summary>Bits of an RSA public exponent; OpenSSL's limit for large moduli. Nearly all are 65537.</summary>
    public const int MaxRsaExponentBits = 64;
}
