namespace Tes.TransportSecurity.Pkix;

/// <summary>Limits on what a peer may present.</summary>
public static class DerLimits
{
    /// <summary>
    /// Longest certificate in octets. TLS allows 2^24-1 (RFC 8446 §4.4.2); mail servers' certificates have 1 to 4 kB, and
    /// with hundreds of names still less than this.
    /// </summary>
    public const int MaxCertificateSize = 64 * 1024;

    /// <summary>Most certificates of a chain that are looked at. Real chains have 1 to 5 (OpenSSL's default depth limit: 100).</summary>
    public const int MaxChainLength = 20;

    /// <summary>
    /// Largest RSA modulus in bits. Verification time grows with its square (OpenSSL: 16384, OPENSSL_RSA_MAX_MODULUS_BITS).
    /// </summary>
    public const int MaxRsaModulusBits = 16384;

    /// <summary>Largest RSA modulus in bits for the rare signatures that take a library which tests each modulus for primality.</summary>
    public const int MaxSlowRsaModulusBits = 4096;

    /// <summary>
    /// Smallest RSA modulus in bits that a signature is believed from: smaller ones are factored in practice
    /// (OpenSSL security level 1; the floor of 2048 in RFC 9325 §4.5 is a recommendation to publishers).
    /// </summary>
    public const int MinRsaModulusBits = 1024;

    /// <summary>Largest public RSA exponent in bits (OpenSSL: 64, OPENSSL_RSA_MAX_PUBEXP_BITS).</summary>
    public const int MaxRsaExponentBits = 64;

    /// <summary>Most certificates between a leaf and its trust anchor, both counted.</summary>
    public const int MaxPathLength = 10;

    /// <summary>
    /// Most signatures verified to judge one chain: many certificates of the same name that sign one another would
    /// otherwise make the number of paths explode.
    /// </summary>
    public const int MaxSignatureChecks = 64;

    /// <summary>What one signature of a kind that takes the slow library (a tenth of a second each) counts for.</summary>
    public const int SlowSignatureCost = 12;

    /// <summary>Most steps in the search for a path, for the same reason.</summary>
    public const int MaxPathSteps = 256;
}
