namespace Tes.Testnet.Dns;

/// <summary>What the parent publishes for a signed zone.</summary>
public enum DsState
{
    /// <summary>A DS that matches the KSK.</summary>
    Right,

    /// <summary>No DS: an island of security, insecure to everyone without an own anchor.</summary>
    Absent,

    /// <summary>A DS of a key that the zone does not have: bogus.</summary>
    Wrong,

    /// <summary>Only a DS with an algorithm that nobody implements: insecure (RFC 4035 §5.2).</summary>
    UnknownAlgorithm,

    /// <summary>Only a DS with a digest type that nobody implements: insecure (RFC 4509 §3, RFC 6840 §5.2).</summary>
    UnknownDigestType,
}
