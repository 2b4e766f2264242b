namespace Tes.Testnet.December2016;

/// <summary>The policies that a domain publishes in TXT records.</summary>
[Flags]
public enum PublishedPolicies
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>SPF (RFC 7208).</summary>
    Spf = 1,

    /// <summary>DMARC: a record at <c>_dmarc</c> (RFC 7489 §6.1).</summary>
    Dmarc = 2,

    /// <summary>MTA-STS: a record at <c>_mta-sts</c> (RFC 8461 §3.1). There is no policy host.</summary>
    MtaSts = 4,

    /// <summary>TLS reporting: a record at <c>_smtp._tls</c> (RFC 8460 §3).</summary>
    TlsReporting = 8,
}
