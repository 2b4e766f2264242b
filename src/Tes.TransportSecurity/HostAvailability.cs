namespace Tes.TransportSecurity;

/// <summary>Whether a mail host has addresses.</summary>
public enum HostAvailability
{
    /// <summary>It has.</summary>
    HasAddresses,

    /// <summary>It has none in the families in use, or does not exist.</summary>
    NoAddress,

    /// <summary>The address look-up is bogus or failed: to be tried again later (RFC 7672 §2.1.2).</summary>
    Unknown,
}
