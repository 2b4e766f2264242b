namespace Tes.Dns.Tests.Dnssec;

/// <summary>What a zone says of a name and type.</summary>
public enum Truth
{
    /// <summary>There are records, an alias or an expanded wildcard.</summary>
    Answer,

    /// <summary>The name exists, or a wildcard stands for it, without the type.</summary>
    NoData,

    /// <summary>The name does not exist.</summary>
    NXDomain,

    /// <summary>The zone cannot say: a referral or a redirection, or the parent's to say.</summary>
    NotItsToSay,
}
