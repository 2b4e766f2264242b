namespace Tes.Testnet.Dns;

/// <summary>Whether insecure delegations have NSEC3 records (RFC 5155 §6).</summary>
public enum OptOut
{
    /// <summary>They have.</summary>
    Clear,

    /// <summary>They have none, and all NSEC3 records carry the flag.</summary>
    Set,
}
