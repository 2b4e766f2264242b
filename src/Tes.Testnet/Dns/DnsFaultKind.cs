namespace Tes.Testnet.Dns;

/// <summary>The faults that a zone can have.</summary>
public enum DnsFaultKind
{
    /// <summary>RRSIG with one bit changed.</summary>
    BogusSignature,

    /// <summary>RRSIG that expired a day ago.</summary>
    ExpiredSignature,

    /// <summary>RRSIG that becomes valid tomorrow.</summary>
    FutureSignature,

    /// <summary>No RRSIG.</summary>
    MissingSignature,

    /// <summary>No NSEC or NSEC3 records in negative answers and with wildcards.</summary>
    MissingDenial,

    /// <summary>The DNSKEY RRset is answered as if it were not there.</summary>
    MissingDnskey,

    /// <summary>What exists is said not to, with the SOA as only word on it.</summary>
    LyingNXDomain,

    /// <summary>Unsigned records of an attacker instead of the true ones.</summary>
    Forged,

    /// <summary>RCODE SERVFAIL.</summary>
    ServFail,

    /// <summary>RCODE REFUSED.</summary>
    Refused,

    /// <summary>RCODE FORMERR.</summary>
    FormErr,

    /// <summary>No reply at all.</summary>
    NoReply,

    /// <summary>An empty reply with TC over UDP, whatever its size; the truth over TCP.</summary>
    TruncatedOverUdp,

    /// <summary>A true reply under another ID.</summary>
    WrongId,

    /// <summary>Octets that are no DNS message.</summary>
    Garbage,
}
