namespace Tes.Dns.Iana;

/// <summary>TLSA matching types (RFC 6698 §2.1.3, acronyms of RFC 7218). Complete as of 2026-11. Unassigned numbers are valid values.</summary>
public enum TlsaMatchingType : byte
{
    /// <summary>No hash: the association data is the selected content itself.</summary>
    Full = 0,

    /// <summary>SHA2-256, 32 octets.</summary>
    Sha256 = 1,

    /// <summary>SHA2-512, 64 octets.</summary>
    Sha512 = 2,

    /// <summary>Reserved for private use.</summary>
    PrivMatch = 255,
}
