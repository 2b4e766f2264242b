namespace Tes.Dns.Records;

/// <summary>The kinds of field that RDATA is made of.</summary>
internal enum RdataField
{
    /// <summary>One octet, decimal.</summary>
    U8,

    /// <summary>One octet, a DNSSEC algorithm: decimal, or a mnemonic when read (RFC 4034 §2.2).</summary>
    Algorithm,

    /// <summary>One octet, a DS digest type: decimal, or a name when read.</summary>
    DigestType,

    /// <summary>Two octets, decimal.</summary>
    U16,

    /// <summary>Four octets, decimal.</summary>
    U32,

    /// <summary>Two octets, an RR type mnemonic.</summary>
    Type,

    /// <summary>Four octets, YYYYMMDDHHmmSS in UTC (RFC 4034 §3.2).</summary>
    Time,

    /// <summary>IPv4 address.</summary>
    Ipv4,

    /// <summary>IPv6 address.</summary>
    Ipv6,

    /// <summary>A domain name.</summary>
    Name,

    /// <summary>One character-string (RFC 1035 §3.3).</summary>
    CharacterString,

    /// <summary>One or more character-strings to the end.</summary>
    CharacterStrings,

    /// <summary>Octets to the end, shown as one quoted text.</summary>
    TextToEnd,

    /// <summary>Octets to the end in hexadecimal.</summary>
    HexToEnd,

    /// <summary>Octets to the end in base 64.</summary>
    Base64ToEnd,

    /// <summary>NSEC3 salt: length octet and octets; hexadecimal or <c>-</c> (RFC 5155 §3.3).</summary>
    Salt,

    /// <summary>NSEC3 hash: length octet and octets; base 32 with extended hex alphabet (RFC 5155 §3.3).</summary>
    Hash,

    /// <summary>Type bitmap (RFC 4034 §4.1.2).</summary>
    Bitmap,
}
