namespace Tes.TransportSecurity;

/// <summary>Why mail cannot go through an address now.</summary>
public enum AddressFault
{
    /// <summary>No connection.</summary>
    Unreachable,

    /// <summary>It was not tested, or the test could not see.</summary>
    Inconclusive,

    /// <summary>The TLSA look-up of its host is bogus or failed: nobody may connect (RFC 7672 §2.1.2).</summary>
    TlsaUnknown,

    /// <summary>There are TLSA records, so TLS is mandatory, and there is none (RFC 7672 §2.2).</summary>
    NoTls,

    /// <summary>There are TLSA records, so TLS is mandatory, and the server knows only versions that must not be used (RFC 8996 §4, §5).</summary>
    ObsoleteTls,

    /// <summary>No usable TLSA record matches the chain (RFC 7672 §3.2).</summary>
    NotAuthenticated,
}
