namespace Tes.Testnet.Certificates;

/// <summary>Which certificates a host sends.</summary>
public enum SentChain
{
    /// <summary>All that there are, root included (RFC 7672 §3.1.2 wants it for DANE-TA by digest).</summary>
    Full,

    /// <summary>Without the root, as for the web.</summary>
    WithoutRoot,

    /// <summary>The leaf alone.</summary>
    LeafOnly,
}
