namespace Tes.Testnet.Certificates;

/// <summary>What is wrong with the association data of a TLSA record.</summary>
public enum TlsaFlaw
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is of another certificate: well-formed, no match.</summary>
    OtherCertificate,

    /// <summary>It is one octet short: not usable.</summary>
    WrongLength,
}
