namespace Tes.Testnet.Certificates;

/// <summary>When a leaf is valid, seen from the clock of the test net.</summary>
public enum CertificateLifetime
{
    /// <summary>Since a month, for two more.</summary>
    Current,

    /// <summary>Until yesterday.</summary>
    Expired,

    /// <summary>From tomorrow on.</summary>
    NotYetValid,
}
