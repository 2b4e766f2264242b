namespace Tes.TransportSecurity.Dane;

/// <summary>Why a TLSA record cannot authenticate an SMTP server (RFC 7672 §3.1.3, RFC 7671 §4 and §5, RFC 6698 §4.1).</summary>
public enum TlsaUnusableReason
{
    /// <summary>PKIX-TA(0) or PKIX-EE(1): not for SMTP between mail servers (RFC 7672 §3.1.3).</summary>
    PkixUsage,

    /// <summary>A certificate usage that is not assigned, or private.</summary>
    UnknownUsage,

    /// <summary>A selector that is not assigned, or private.</summary>
    UnknownSelector,

    /// <summary>A matching type that is not assigned, or private.</summary>
    UnknownMatchingType,

    /// <summary>The association data has not the length of the digest: 32 octets for SHA2-256, 64 for SHA2-512.</summary>
    WrongDigestLength,

    /// <summary>The matching type is Full(0), and the association data is not one certificate in DER.</summary>
    NotACertificate,

    /// <summary>The matching type is Full(0), and the association data is not one SubjectPublicKeyInfo in DER.</summary>
    NotAPublicKey,
}
