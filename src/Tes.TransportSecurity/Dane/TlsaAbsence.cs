namespace Tes.TransportSecurity.Dane;

/// <summary>Why DANE does not apply to a host.</summary>
public enum TlsaAbsence
{
    /// <summary>Secure denial of existence at every candidate base domain, or a name too long to exist: the host has no TLSA records.</summary>
    None,

    /// <summary>A TLSA RRset or its denial is insecure, or reached through an insecure CNAME: not to be used (RFC 7672 §2.2.3).</summary>
    Insecure,

    /// <summary>The addresses are insecure or there are none, so TLSA was not asked for (RFC 7672 §2.2.2).</summary>
    NotAsked,
}
