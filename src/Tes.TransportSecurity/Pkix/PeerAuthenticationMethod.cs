namespace Tes.TransportSecurity.Pkix;

/// <summary>What a peer's identity was established by.</summary>
public enum PeerAuthenticationMethod
{
    /// <summary>A DANE-EE(3) record matched the leaf (RFC 7671 §5.1).</summary>
    DaneEE,

    /// <summary>A DANE-TA(2) record vouches for the issuer of the leaf, and a name matched (RFC 7671 §5.2).</summary>
    DaneTA,
}
