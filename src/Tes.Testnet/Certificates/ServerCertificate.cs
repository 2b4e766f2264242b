namespace Tes.Testnet.Certificates;

/// <summary>What certificate a host has and how it presents it, declared. All keys are ECDSA P-256.</summary>
public sealed record ServerCertificate
{
    /// <summary>Self-signed, valid, for the host's name.</summary>
    public static ServerCertificate SelfSigned { get; } = new();

    /// <summary>From a private CA: root, intermediate, leaf, all of them sent; valid, for the host's name.</summary>
    public static ServerCertificate PrivateCa { get; } = new() { Issuer = CertificateIssuer.PrivateCa };

    /// <summary>Who signed it.</summary>
    public CertificateIssuer Issuer { get; init; }

    /// <summary>dNSName entries; null for the name of the host.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>When the leaf is valid; CA certificates always are.</summary>
    public CertificateLifetime Lifetime { get; init; }

    /// <summary>Which certificates are sent in the handshake.</summary>
    public SentChain Sent { get; init; }
}
