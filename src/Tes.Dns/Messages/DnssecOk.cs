namespace Tes.Dns.Messages;

/// <summary>The DO bit (RFC 3225).</summary>
public enum DnssecOk
{
    /// <summary>DNSSEC records are not asked for.</summary>
    Clear,

    /// <summary>DNSSEC records are asked for.</summary>
    Set,
}
