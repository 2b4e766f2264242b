namespace Tes.TransportSecurity;

/// <summary>Whether a mail host has addresses.</summary>
public enum HostAvailability
{
    /// <summary>It has.</summary>
    HasAddresses,

    /// <summary>It has none in either family, or does not exist.</summary>
    NoAddress,

    /// <summary>It has none in the only family that was asked for; a sender with both may find one.</summary>
    NoAddressInFamily,

    /// <summary>The address look-up is bogus or failed: to be tried again later (RFC 7672 §2.1.2).</summary>
    Unknown,
}
