namespace Tes.TransportSecurity.Pkix;

/// <summary>What the last certificate of a path is.</summary>
internal enum PathEnd
{
    /// <summary>The trust anchor.</summary>
    TrustAnchor,

    /// <summary>Signed by a trust anchor of which only the key is known.</summary>
    SignedByBareKey,
}
