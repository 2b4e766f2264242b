namespace Tes.Dns.Iana;

/// <summary>DNS security algorithm numbers (RFC 4034 appendix A.1 and its registry). Complete as of 2026-11. Unassigned numbers are valid values.</summary>
public enum DnssecAlgorithm : byte
{
    /// <summary>DS deletion (RFC 8078).</summary>
    Delete = 0,

    /// <summary>RSA/MD5 (RFC 3110, must not be used).</summary>
    RsaMd5 = 1,

    /// <summary>DSA/SHA-1 (RFC 2536, must not be used).</summary>
    Dsa = 3,

    /// <summary>RSA/SHA-1 (RFC 3110, deprecated by RFC 9905).</summary>
    RsaSha1 = 5,

    /// <summary>DSA-NSEC3-SHA1 (RFC 5155, must not be used).</summary>
    DsaNsec3Sha1 = 6,

    /// <summary>RSASHA1-NSEC3-SHA1 (RFC 5155, deprecated by RFC 9905).</summary>
    RsaSha1Nsec3Sha1 = 7,

    /// <summary>RSA/SHA-256 (RFC 5702).</summary>
    RsaSha256 = 8,

    /// <summary>RSA/SHA-512 (RFC 5702).</summary>
    RsaSha512 = 10,

    /// <summary>GOST R 34.10-2001 (RFC 5933, historic by RFC 9906).</summary>
    EccGost = 12,

    /// <summary>ECDSA P-256 with SHA-256 (RFC 6605).</summary>
    EcdsaP256Sha256 = 13,

    /// <summary>ECDSA P-384 with SHA-384 (RFC 6605).</summary>
    EcdsaP384Sha384 = 14,

    /// <summary>Ed25519 (RFC 8080).</summary>
    Ed25519 = 15,

    /// <summary>Ed448 (RFC 8080).</summary>
    Ed448 = 16,

    /// <summary>SM2 with SM3 (RFC 9563).</summary>
    Sm2Sm3 = 17,

    /// <summary>GOST R 34.10-2012 (RFC 9558).</summary>
    EccGost12 = 23,

    /// <summary>Reserved for indirect keys.</summary>
    Indirect = 252,

    /// <summary>Private, named by domain name.</summary>
    PrivateDns = 253,

    /// <summary>Private, named by OID.</summary>
    PrivateOid = 254,
}
