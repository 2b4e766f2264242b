namespace Tes.Testnet.December2016;

/// <summary>What DANE does for a domain whose MX records are signed.</summary>
public enum DaneProtection
{
    /// <summary>Nothing: an unsigned zone, no TLSA records or no usable ones.</summary>
    None,

    /// <summary>It keeps mail back: the certificates match no TLSA record.</summary>
    Mismatch,

    /// <summary>Mail goes to authenticated hosts only.</summary>
    Match,
}
