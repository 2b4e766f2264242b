namespace Tes.Dns.Iana;

/// <summary>DS digest types (RFC 3658 and its registry). Complete as of 2026-11. Unassigned numbers are valid values.</summary>
public enum DsDigestType : byte
{
    /// <summary>SHA-1 (RFC 3658, deprecated by RFC 9905).</summary>
    Sha1 = 1,

    /// <summary>SHA-256 (RFC 4509).</summary>
    Sha256 = 2,

    /// <summary>GOST R 34.11-94 (RFC 5933, historic by RFC 9906).</summary>
    Gost94 = 3,

    /// <summary>SHA-384 (RFC 6605).</summary>
    Sha384 = 4,

    /// <summary>GOST R 34.11-2012 (RFC 9558).</summary>
    Gost12 = 5,

    /// <summary>SM3 (RFC 9563).</summary>
    Sm3 = 6,
}
