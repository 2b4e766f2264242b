namespace Tes.Mail.Dmarc.FailureReports;

/// <summary>What a report says of the signature that failed (RFC 6591 §3.2); null where a field is missing. A peer's texts.</summary>
public sealed record DkimFailureDetails
{
    /// <summary>DKIM-Domain: d= of the signature.</summary>
    public string? Domain { get; init; }

    /// <summary>DKIM-Identity: i= of the signature.</summary>
    public string? Identity { get; init; }

    /// <summary>DKIM-Selector: s= of the signature.</summary>
    public string? Selector { get; init; }

    /// <summary>DKIM-Canonicalized-Header: the octets that were hashed, in base64 as it came, white space removed.</summary>
    public string? CanonicalizedHeader { get; init; }

    /// <summary>DKIM-Canonicalized-Body: the octets that were hashed, in base64 as it came, white space removed.</summary>
    public string? CanonicalizedBody { get; init; }

    /// <summary>DKIM-Selector-DNS: the key record that was used.</summary>
    public string? KeyRecord { get; init; }

    /// <summary>DKIM-ADSP-DNS: the record of ADSP, which is dead (RFC 5617), that was used.</summary>
    public string? AdspRecord { get; init; }

    /// <summary>Whether no field speaks of DKIM.</summary>
    internal bool IsEmpty => (Domain ?? Identity ?? Selector ?? CanonicalizedHeader ?? CanonicalizedBody ?? KeyRecord ?? AdspRecord) is null;
}
