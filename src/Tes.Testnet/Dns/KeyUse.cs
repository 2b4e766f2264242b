namespace Tes.Testnet.Dns;

/// <summary>What a zone's key signs.</summary>
public enum KeyUse
{
    /// <summary>Every RRset, as a combined signing key.</summary>
    Everything,

    /// <summary>The DNSKEY RRset, as a KSK.</summary>
    KeySet,

    /// <summary>All else, as a ZSK.</summary>
    Data,

    /// <summary>Nothing, as a key that waits for its turn.</summary>
    Nothing,
}
