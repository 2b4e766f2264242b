namespace Tes.Dns.Iana;

/// <summary>TLSA selectors (RFC 6698 §2.1.2, acronyms of RFC 7218). Complete as of 2026-11. Unassigned numbers are valid values.</summary>
public enum TlsaSelector : byte
{
    /// <summary>Full certificate (DER).</summary>
    Cert = 0,

    /// <summary>SubjectPublicKeyInfo (DER).</summary>
    Spki = 1,

    /// <summary>Reserved for private use.</summary>
    PrivSel = 255,
}
