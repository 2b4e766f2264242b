namespace Tes.Smtp;

/// <summary>What a completed TLS handshake settled. The peer has proved that it holds the key of the first certificate; nothing else about the certificates has been judged.</summary>
public sealed class TlsSession
{
    /// <summary>The negotiated version.</summary>
    public required TlsProtocolVersion ProtocolVersion { get; init; }

    /// <summary>The version as Postfix and OpenSSL write it: TLSv1, TLSv1.1, TLSv1.2, TLSv1.3.</summary>
    public string ProtocolName => ProtocolVersion switch
    {
        TlsProtocolVersion.Tls10 => "TLSv1",
        TlsProtocolVersion.Tls11 => "TLSv1.1",
        TlsProtocolVersion.Tls12 => "TLSv1.2",
        TlsProtocolVersion.Tls13 => "TLSv1.3",
        _ => $"0x{(ushort)ProtocolVersion:X4}",
    };

    /// <summary>The IANA name of the cipher suite, such as TLS_AES_256_GCM_SHA384; 0xNNNN when the registry of the library does not know it.</summary>
    public required string CipherSuite { get; init; }

    /// <summary>The IANA name of the key exchange group, such as x25519, secp256r1 or ffdhe2048; dhe-NNNN for other finite-field groups, NNNN bits; null for RSA key exchange.</summary>
    public required string? Group { get; init; }

    /// <summary>The IANA name of the scheme with which the server signed the handshake, such as ecdsa_secp256r1_sha256; null for RSA key exchange and before TLS 1.2.</summary>
    public required string? SignatureScheme { get; init; }

    /// <summary>The certificates as sent, DER, leaf first; at least one.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> CertificateChain { get; init; }
}
