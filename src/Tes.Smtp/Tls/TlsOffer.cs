using Org.BouncyCastle.Tls;

namespace Tes.Smtp;

/// <summary>What the probe offers in its ClientHello, strongest first, with the IANA names of the choices.</summary>
/// <remarks>
/// Old versions and suites are offered on purpose: the probe carries no mail and wants to see what an old server picks.
/// Not offered, as they give no protection or no library has them: anonymous, NULL, export, RC4, DSS and static (EC)DH suites.
/// IANA TLS Parameters, complete as of 2026-03 for what is offered.
/// </remarks>
internal static class TlsOffer
{
    private static readonly (int Code, string Name)[] Suites =
    [
        (CipherSuite.TLS_AES_256_GCM_SHA384, "TLS_AES_256_GCM_SHA384"),
        (CipherSuite.TLS_CHACHA20_POLY1305_SHA256, "TLS_CHACHA20_POLY1305_SHA256"),
        (CipherSuite.TLS_AES_128_GCM_SHA256, "TLS_AES_128_GCM_SHA256"),
        (CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"),
        (CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
        (CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"),
        (CipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
        (CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
        (CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
        (CipherSuite.TLS_DHE_RSA_WITH_AES_256_GCM_SHA384, "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"),
        (CipherSuite.TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256, "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
        (CipherSuite.TLS_DHE_RSA_WITH_AES_128_GCM_SHA256, "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"),
        (CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"),
        (CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"),
        (CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"),
        (CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"),
        (CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"),
        (CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"),
        (CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"),
        (CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"),
        (CipherSuite.TLS_DHE_RSA_WITH_AES_256_CBC_SHA256, "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256"),
        (CipherSuite.TLS_DHE_RSA_WITH_AES_128_CBC_SHA256, "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256"),
        (CipherSuite.TLS_DHE_RSA_WITH_AES_256_CBC_SHA, "TLS_DHE_RSA_WITH_AES_256_CBC_SHA"),
        (CipherSuite.TLS_DHE_RSA_WITH_AES_128_CBC_SHA, "TLS_DHE_RSA_WITH_AES_128_CBC_SHA"),
        (CipherSuite.TLS_RSA_WITH_AES_256_GCM_SHA384, "TLS_RSA_WITH_AES_256_GCM_SHA384"),
        (CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256, "TLS_RSA_WITH_AES_128_GCM_SHA256"),
        (CipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA256, "TLS_RSA_WITH_AES_256_CBC_SHA256"),
        (CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA256, "TLS_RSA_WITH_AES_128_CBC_SHA256"),
        (CipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA, "TLS_RSA_WITH_AES_256_CBC_SHA"),
        (CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA, "TLS_RSA_WITH_AES_128_CBC_SHA"),
        (CipherSuite.TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA, "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA"),
        (CipherSuite.TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA, "TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA"),
        (CipherSuite.TLS_RSA_WITH_3DES_EDE_CBC_SHA, "TLS_RSA_WITH_3DES_EDE_CBC_SHA"),
    ];

    private static readonly (int Code, string Name)[] Groups =
    [
        (NamedGroup.X25519MLKEM768, "X25519MLKEM768"),
        (NamedGroup.x25519, "x25519"),
        (NamedGroup.secp256r1, "secp256r1"),
        (NamedGroup.x448, "x448"),
        (NamedGroup.secp384r1, "secp384r1"),
        (NamedGroup.secp521r1, "secp521r1"),
        (NamedGroup.SecP256r1MLKEM768, "SecP256r1MLKEM768"),
        (NamedGroup.SecP384r1MLKEM1024, "SecP384r1MLKEM1024"),
        (NamedGroup.brainpoolP256r1tls13, "brainpoolP256r1tls13"),
        (NamedGroup.brainpoolP384r1tls13, "brainpoolP384r1tls13"),
        (NamedGroup.brainpoolP512r1tls13, "brainpoolP512r1tls13"),
        (NamedGroup.brainpoolP256r1, "brainpoolP256r1"),
        (NamedGroup.brainpoolP384r1, "brainpoolP384r1"),
        (NamedGroup.brainpoolP512r1, "brainpoolP512r1"),
        (NamedGroup.ffdhe2048, "ffdhe2048"),
        (NamedGroup.ffdhe3072, "ffdhe3072"),
        (NamedGroup.ffdhe4096, "ffdhe4096"),
        (NamedGroup.ffdhe6144, "ffdhe6144"),
        (NamedGroup.ffdhe8192, "ffdhe8192"),
    ];

    private static readonly (int Code, string Name)[] Schemes =
    [
        (SignatureScheme.ecdsa_secp256r1_sha256, "ecdsa_secp256r1_sha256"),
        (SignatureScheme.ed25519, "ed25519"),
        (SignatureScheme.ecdsa_secp384r1_sha384, "ecdsa_secp384r1_sha384"),
        (SignatureScheme.ecdsa_secp521r1_sha512, "ecdsa_secp521r1_sha512"),
        (SignatureScheme.ed448, "ed448"),
        (SignatureScheme.ecdsa_brainpoolP256r1tls13_sha256, "ecdsa_brainpoolP256r1tls13_sha256"),
        (SignatureScheme.ecdsa_brainpoolP384r1tls13_sha384, "ecdsa_brainpoolP384r1tls13_sha384"),
        (SignatureScheme.ecdsa_brainpoolP512r1tls13_sha512, "ecdsa_brainpoolP512r1tls13_sha512"),
        (SignatureScheme.rsa_pss_rsae_sha256, "rsa_pss_rsae_sha256"),
        (SignatureScheme.rsa_pss_rsae_sha384, "rsa_pss_rsae_sha384"),
        (SignatureScheme.rsa_pss_rsae_sha512, "rsa_pss_rsae_sha512"),
        (SignatureScheme.rsa_pss_pss_sha256, "rsa_pss_pss_sha256"),
        (SignatureScheme.rsa_pss_pss_sha384, "rsa_pss_pss_sha384"),
        (SignatureScheme.rsa_pss_pss_sha512, "rsa_pss_pss_sha512"),
        (SignatureScheme.rsa_pkcs1_sha256, "rsa_pkcs1_sha256"),
        (SignatureScheme.rsa_pkcs1_sha384, "rsa_pkcs1_sha384"),
        (SignatureScheme.rsa_pkcs1_sha512, "rsa_pkcs1_sha512"),
        (SignatureScheme.ecdsa_sha1, "ecdsa_sha1"),
        (SignatureScheme.rsa_pkcs1_sha1, "rsa_pkcs1_sha1"),
    ];

    /// <summary>The cipher suites to offer.</summary>
    public static int[] CipherSuites { get; } = [.. Suites.Select(suite => suite.Code)];

    /// <summary>The key exchange groups to offer.</summary>
    public static int[] SupportedGroups { get; } = [.. Groups.Select(group => group.Code)];

    /// <summary>The groups for which a key share goes into the first flight: what current OpenSSL sends, so that most handshakes take one round trip.</summary>
    public static int[] KeyShareGroups { get; } = [NamedGroup.X25519MLKEM768, NamedGroup.x25519];

    /// <summary>The signature schemes to offer.</summary>
    public static int[] SignatureSchemes { get; } = [.. Schemes.Select(scheme => scheme.Code)];

    /// <summary>The IANA name of an offered cipher suite.</summary>
    public static string CipherSuiteName(int code) => Name(Suites, code);

    /// <summary>The IANA name of an offered group.</summary>
    public static string GroupName(int code) => Name(Groups, code);

    /// <summary>The IANA name of an offered signature scheme.</summary>
    public static string SignatureSchemeName(int code) => Name(Schemes, code);

    private static string Name((int Code, string Name)[] table, int code)
    {
        foreach (var (known, name) in table)
        {
            if (known == code) return name;
        }
        return $"0x{code:X4}";
    }
}
