namespace Tes.Dns.Resolution;

/// <summary>The security status of data (RFC 4033 §5), from weakest to strongest: combine by taking the least.</summary>
public enum SecurityStatus
{
    /// <summary>Must be signed but is not, or not validly: not to be used.</summary>
    Bogus,

    /// <summary>No trust anchor covers it, or nothing is known of it.</summary>
    Indeterminate,

    /// <summary>Proven to lie outside the signed part of the DNS.</summary>
    Insecure,

    /// <summary>A chain of trust from a trust anchor covers it.</summary>
    Secure,
}
