namespace Tes.Scan.Findings;

/// <summary>The checks, in the order of a delivery. Each has one specification in docs/checks/.</summary>
public enum CheckTag
{
    /// <summary>Look-ups can be made at all.</summary>
    Resolver,

    /// <summary>The domain says which hosts take its mail.</summary>
    Mx,

    /// <summary>Records for "no mail" stand alone and in the right form.</summary>
    NullMx,

    /// <summary>No MX record is useless or doubled.</summary>
    MxRecords,

    /// <summary>The MX host exists and has an address.</summary>
    MxHost,

    /// <summary>The MX host is no alias.</summary>
    MxAlias,

    /// <summary>The MX host is written as a name.</summary>
    MxName,

    /// <summary>The MX RRset of the domain is signed.</summary>
    DnssecDomain,

    /// <summary>The addresses of the MX host are signed.</summary>
    DnssecHost,

    /// <summary>The MX host has TLSA records.</summary>
    Tlsa,

    /// <summary>The name of the TLSA records can be looked up.</summary>
    TlsaLookup,

    /// <summary>TLSA records stand where they are signed.</summary>
    TlsaInsecure,

    /// <summary>Every TLSA record is usable for SMTP.</summary>
    TlsaUsable,

    /// <summary>No weaker digest stands beside a stronger one without need.</summary>
    TlsaDigest,

    /// <summary>The certificate served matches the TLSA records.</summary>
    Dane,

    /// <summary>What DANE-TA needs will last.</summary>
    DaneExpiry,

    /// <summary>All hosts are protected alike.</summary>
    DaneCoverage,

    /// <summary>The address takes connections.</summary>
    Reachable,

    /// <summary>The server talks SMTP up to EHLO.</summary>
    Smtp,

    /// <summary>STARTTLS is offered and works.</summary>
    StartTls,

    /// <summary>Nothing can be put in front of the encrypted session.</summary>
    StartTlsInjection,

    /// <summary>The version of TLS is not outdated.</summary>
    TlsVersion,

    /// <summary>No password is asked for before TLS.</summary>
    AuthBeforeTls,

    /// <summary>Replies keep to the grammar.</summary>
    SmtpSyntax,

    /// <summary>The domain can be reached over IPv6.</summary>
    IPv6,

    /// <summary>There is one well-formed SPF record.</summary>
    Spf,

    /// <summary>The SPF record says what becomes of other senders.</summary>
    SpfAll,
}
