namespace Tes.Dns.Iana;

/// <summary>TLSA certificate usages (RFC 6698 §2.1.1, acronyms of RFC 7218). Complete as of 2026-11. Unassigned numbers are valid values.</summary>
public enum TlsaCertificateUsage : byte
{
    /// <summary>CA constraint; not usable for SMTP (RFC 7672 §3.1.3).</summary>
    PkixTA = 0,

    /// <summary>Service certificate constraint; not usable for SMTP (RFC 7672 §3.1.3).</summary>
    PkixEE = 1,

    /// <summary>Trust anchor assertion.</summary>
    DaneTA = 2,

    /// <summary>Domain-issued certificate.</summary>
    DaneEE = 3,

    /// <summary>Reserved for private use.</summary>
    PrivCert = 255,
}
