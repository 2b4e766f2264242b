namespace Tes.TransportSecurity;

/// <summary>Whether all ways into a domain are protected alike.</summary>
public enum DeliveryUniformity
{
    /// <summary>All that were seen come to the same, or only one was seen.</summary>
    Uniform,

    /// <summary>They differ: partial security. An attacker who blocks the better ones gets the worse (RFC 7672 §2.2.1).</summary>
    Mixed,
}
