namespace Tes.Testnet.Certificates;

/// <summary>One certificate of a chain.</summary>
public enum ChainPosition
{
    /// <summary>The host's own.</summary>
    Leaf,

    /// <summary>The one that signed the leaf; the leaf itself where it is self-signed.</summary>
    Intermediate,

    /// <summary>The self-signed one at the end; the leaf itself where it is self-signed.</summary>
    Root,
}
