namespace Tes.Dns.Resolution;

/// <summary>The two ways in which an RRset can be absent (RFC 2308 §2).</summary>
public enum Absence
{
    /// <summary>The name exists, the type does not.</summary>
    NoData,

    /// <summary>The name does not exist, nor anything below it (RFC 8020).</summary>
    NXDomain,
}
