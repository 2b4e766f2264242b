namespace Tes.Dns.Iana;

/// <summary>RR TYPEs and QTYPEs (RFC 6895 §3.1). Complete as of 2026-11 for the types in use; every other number is a valid value too.</summary>
public enum RRType : ushort
{
    /// <summary>IPv4 address (RFC 1035).</summary>
    A = 1,

    /// <summary>Authoritative name server (RFC 1035).</summary>
    NS = 2,

    /// <summary>Mail destination (RFC 1035, obsolete).</summary>
    MD = 3,

    /// <summary>Mail forwarder (RFC 1035, obsolete).</summary>
    MF = 4,

    /// <summary>Canonical name of an alias (RFC 1035).</summary>
    Cname = 5,

    /// <summary>Start of a zone of authority (RFC 1035).</summary>
    Soa = 6,

    /// <summary>Mailbox domain name (RFC 1035, experimental).</summary>
    MB = 7,

    /// <summary>Mail group member (RFC 1035, experimental).</summary>
    MG = 8,

    /// <summary>Mail rename domain name (RFC 1035, experimental).</summary>
    MR = 9,

    /// <summary>Null (RFC 1035, experimental).</summary>
    Null = 10,

    /// <summary>Well known service description (RFC 1035).</summary>
    Wks = 11,

    /// <summary>Domain name pointer (RFC 1035).</summary>
    Ptr = 12,

    /// <summary>Host information (RFC 1035).</summary>
    Hinfo = 13,

    /// <summary>Mailbox or mail list information (RFC 1035).</summary>
    Minfo = 14,

    /// <summary>Mail exchange (RFC 1035).</summary>
    MX = 15,

    /// <summary>Text strings (RFC 1035).</summary>
    Txt = 16,

    /// <summary>Responsible person (RFC 1183).</summary>
    RP = 17,

    /// <summary>AFS data base location (RFC 1183).</summary>
    Afsdb = 18,

    /// <summary>X.25 PSDN address (RFC 1183).</summary>
    X25 = 19,

    /// <summary>ISDN address (RFC 1183).</summary>
    Isdn = 20,

    /// <summary>Route through (RFC 1183).</summary>
    RT = 21,

    /// <summary>NSAP address (RFC 1706).</summary>
    Nsap = 22,

    /// <summary>Security signature (RFC 2535).</summary>
    Sig = 24,

    /// <summary>Security key (RFC 2535).</summary>
    Key = 25,

    /// <summary>X.400 mail mapping (RFC 2163).</summary>
    PX = 26,

    /// <summary>Geographical position (RFC 1712).</summary>
    Gpos = 27,

    /// <summary>IPv6 address (RFC 3596).</summary>
    Aaaa = 28,

    /// <summary>Location (RFC 1876).</summary>
    Loc = 29,

    /// <summary>Next domain (RFC 2535, obsolete).</summary>
    Nxt = 30,

    /// <summary>Server selection (RFC 2782).</summary>
    Srv = 33,

    /// <summary>Naming authority pointer (RFC 3403).</summary>
    Naptr = 35,

    /// <summary>Key exchanger (RFC 2230).</summary>
    KX = 36,

    /// <summary>Certificate (RFC 4398).</summary>
    Cert = 37,

    /// <summary>Redirection of a subtree (RFC 6672).</summary>
    Dname = 39,

    /// <summary>EDNS pseudo record (RFC 6891).</summary>
    Opt = 41,

    /// <summary>Address prefix list (RFC 3123).</summary>
    Apl = 42,

    /// <summary>Delegation signer (RFC 4034).</summary>
    DS = 43,

    /// <summary>SSH key fingerprint (RFC 4255).</summary>
    Sshfp = 44,

    /// <summary>IPsec key (RFC 4025).</summary>
    Ipseckey = 45,

    /// <summary>Signature of an RRset (RFC 4034).</summary>
    Rrsig = 46,

    /// <summary>Next secure record (RFC 4034).</summary>
    Nsec = 47,

    /// <summary>Public key of a zone (RFC 4034).</summary>
    Dnskey = 48,

    /// <summary>DHCP identifier (RFC 4701).</summary>
    Dhcid = 49,

    /// <summary>Hashed next secure record (RFC 5155).</summary>
    Nsec3 = 50,

    /// <summary>NSEC3 parameters (RFC 5155).</summary>
    Nsec3Param = 51,

    /// <summary>TLS certificate association (RFC 6698).</summary>
    Tlsa = 52,

    /// <summary>S/MIME certificate association (RFC 8162).</summary>
    Smimea = 53,

    /// <summary>Host identity protocol (RFC 8005).</summary>
    Hip = 55,

    /// <summary>Child copy of DS (RFC 7344).</summary>
    Cds = 59,

    /// <summary>Child copy of DNSKEY (RFC 7344).</summary>
    Cdnskey = 60,

    /// <summary>OpenPGP certificate (RFC 7929).</summary>
    Openpgpkey = 61,

    /// <summary>Child-to-parent synchronization (RFC 7477).</summary>
    Csync = 62,

    /// <summary>Message digest over a zone (RFC 8976).</summary>
    Zonemd = 63,

    /// <summary>General-purpose service binding (RFC 9460).</summary>
    Svcb = 64,

    /// <summary>Service binding for HTTPS (RFC 9460).</summary>
    Https = 65,

    /// <summary>Obsolete SPF type (RFC 7208).</summary>
    Spf = 99,

    /// <summary>EUI-48 address (RFC 7043).</summary>
    Eui48 = 108,

    /// <summary>EUI-64 address (RFC 7043).</summary>
    Eui64 = 109,

    /// <summary>Transaction key (RFC 2930).</summary>
    Tkey = 249,

    /// <summary>Transaction signature (RFC 8945).</summary>
    Tsig = 250,

    /// <summary>Incremental zone transfer (RFC 1995).</summary>
    Ixfr = 251,

    /// <summary>Zone transfer (RFC 5936).</summary>
    Axfr = 252,

    /// <summary>QTYPE for mailbox-related records (RFC 1035).</summary>
    Mailb = 253,

    /// <summary>QTYPE for mail agent records (RFC 1035).</summary>
    Maila = 254,

    /// <summary>QTYPE for some or all records (RFC 8482).</summary>
    Any = 255,

    /// <summary>URI (RFC 7553).</summary>
    Uri = 256,

    /// <summary>Certification authority authorization (RFC 8659).</summary>
    Caa = 257,

    /// <summary>DNSSEC trust authorities.</summary>
    TA = 32768,

    /// <summary>DNSSEC look-aside validation (RFC 4431, obsolete).</summary>
    Dlv = 32769,
}
