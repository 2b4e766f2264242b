namespace Tes.Testnet.December2016;

/// <summary>The six classes of the TES project's survey, in the words of <c>tes.scan/1</c>.</summary>
public enum MailClass
{
    /// <summary>A mail host completes STARTTLS.</summary>
    Tls,

    /// <summary>Mail hosts answer, and none of them completes STARTTLS.</summary>
    NoTls,

    /// <summary>There are addresses, and no connection to any of them.</summary>
    Unresponsive,

    /// <summary>No such domain, a null MX, or neither MX records nor a mail host in their place.</summary>
    NoMx,

    /// <summary>The MX records, or the addresses of the hosts, are bogus.</summary>
    BogusMx,

    /// <summary>None of the MX hosts has an address.</summary>
    NonExistingMx,
}
