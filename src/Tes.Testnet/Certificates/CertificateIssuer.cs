namespace Tes.Testnet.Certificates;

/// <summary>Who signed a leaf.</summary>
public enum CertificateIssuer
{
    /// <summary>Its own key.</summary>
    Itself,

    /// <summary>The intermediate of a CA that is in nobody's root store.</summary>
    PrivateCa,
}
