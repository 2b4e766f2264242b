namespace Tes.Scan.Survey;

/// <summary>What a survey says of a domain's mail: the six classes of the TES project's survey of December 2016, and one for what could not be seen.</summary>
public enum SurveyClass
{
    /// <summary>"OK with TLS": a mail server of the domain completes STARTTLS.</summary>
    Tls,

    /// <summary>"OK, no TLS": mail servers answer, and none of them completes STARTTLS.</summary>
    NoTls,

    /// <summary>"Unresponsive mail servers": there are addresses, and no TCP connection to any of them.</summary>
    Unresponsive,

    /// <summary>"No MX records": nothing takes mail, for want of a domain, of MX records and a host in their place, or by a null MX (RFC 7505).</summary>
    NoMx,

    /// <summary>"MX records invalid under DNSSEC": the MX records, or the addresses of all hosts, are bogus.</summary>
    BogusMx,

    /// <summary>"Non-existing MX hostnames": there are MX records, and none of the hosts has an address.</summary>
    NonExistingMx,

    /// <summary>Nothing can be said now: a look-up failed, or servers put us off or broke the session.</summary>
    Inconclusive,
}
