namespace Tes.TransportSecurity.Dane;

/// <summary>Why no TLSA record can be made.</summary>
public enum TlsaGenerationFault
{
    /// <summary>A usage other than DANE-TA(2) and DANE-EE(3): SMTP clients treat the record as unusable (RFC 7672 §3.1.3).</summary>
    UnusableUsage,

    /// <summary>A selector other than Cert(0) and SPKI(1).</summary>
    UnknownSelector,

    /// <summary>A matching type other than Full(0), SHA2-256(1) and SHA2-512(2).</summary>
    UnknownMatchingType,

    /// <summary>DANE-TA(2) needs the certificate of the issuer, and it is not among those given.</summary>
    NoIssuer,
}
