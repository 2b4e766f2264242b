namespace Tes.Testnet.Dns;

/// <summary>What is wrong with the resolver as a whole, whatever the zone.</summary>
public enum ResolverFault
{
    /// <summary>Nothing: it passes on what the zones say, unvalidated (CD).</summary>
    None,

    /// <summary>RRSIG, NSEC and NSEC3 records are left out, as by a forwarder that does not know DNSSEC.</summary>
    StripsDnssec,

    /// <summary>OPT is ignored: no DNSSEC records, and 512 octets at most over UDP.</summary>
    IgnoresEdns,

    /// <summary>It takes queries and never replies.</summary>
    NeverReplies,

    /// <summary>Nothing listens at its endpoint.</summary>
    NobodyListens,

    /// <summary>Everything is answered REFUSED.</summary>
    RefusesAll,

    /// <summary>Everything is answered SERVFAIL, as by a validating resolver whose own anchor is out of date.</summary>
    ServFailsAll,

    /// <summary>Every name exists, unsigned, with an attacker's address and itself as mail host.</summary>
    LiesAboutAll,
}
