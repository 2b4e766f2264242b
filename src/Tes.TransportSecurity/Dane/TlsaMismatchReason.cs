namespace Tes.TransportSecurity.Dane;

/// <summary>Why a usable TLSA record does not authenticate a chain.</summary>
public enum TlsaMismatchReason
{
    /// <summary>The server presented no certificate.</summary>
    NoCertificate,

    /// <summary>The certificate that would have to match is not readable.</summary>
    UnreadableCertificate,

    /// <summary>DANE-EE(3): the leaf is not the certificate or key of the record.</summary>
    LeafDiffers,

    /// <summary>DANE-TA(2): no presented certificate is the one of the record.</summary>
    TrustAnchorNotPresented,

    /// <summary>DANE-TA(2): only the leaf matches, and a leaf does not issue itself; the record would have to be DANE-EE(3).</summary>
    TrustAnchorIsLeaf,

    /// <summary>DANE-TA(2): the trust anchor is known, but no chain of presented certificates leads from the leaf to it.</summary>
    NoPathToTrustAnchor,

    /// <summary>A certificate of the path has expired or is not yet valid.</summary>
    OutsideValidity,

    /// <summary>A certificate of the path may not do what it does there: no CA, path too long, wrong key usage, constraints violated.</summary>
    ConstraintViolated,

    /// <summary>A signature of the path uses an algorithm that is broken, or that is not known here.</summary>
    SignatureAlgorithm,

    /// <summary>The path is good, but the leaf carries none of the reference identifiers.</summary>
    NameMismatch,

    /// <summary>A limit on work was reached before a path was found.</summary>
    LimitReached,
}
