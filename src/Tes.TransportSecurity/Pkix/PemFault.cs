namespace Tes.TransportSecurity.Pkix;

/// <summary>Why a text gives no certificates.</summary>
public enum PemFault
{
    /// <summary>There is no PEM block in it (RFC 7468 §2).</summary>
    NotPem,

    /// <summary>It holds a private key and no certificate.</summary>
    OnlyPrivateKey,

    /// <summary>It holds PEM blocks, none of them a certificate.</summary>
    NoCertificate,

    /// <summary>A certificate in it cannot be read.</summary>
    Malformed,

    /// <summary>It is longer, or holds more certificates, than the limits allow.</summary>
    TooLarge,
}
