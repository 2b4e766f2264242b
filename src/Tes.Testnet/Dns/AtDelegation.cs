namespace Tes.Testnet.Dns;

/// <summary>What a server says of a name below a delegation to zones that it does not have.</summary>
internal enum AtDelegation
{
    /// <summary>SERVFAIL, as a recursive resolver that finds no server there.</summary>
    Fail,

    /// <summary>A referral, as an authoritative server (RFC 1034 §4.3.2 step 3b).</summary>
    Refer,
}
