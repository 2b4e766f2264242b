namespace Tes.Dns.Dnssec;

/// <summary>What to do with signatures and digests made with SHA-1 (RFC 9905).</summary>
public enum Sha1Handling
{
    /// <summary>Validate them.</summary>
    Validate,

    /// <summary>Treat them as unsupported: zones with nothing else are insecure.</summary>
    TreatAsUnsupported,
}
