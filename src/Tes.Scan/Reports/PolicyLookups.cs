namespace Tes.Scan.Reports;

/// <summary>What a domain publishes of policies beside SPF: looked up for surveys, as presence only.</summary>
/// <param name="Dmarc">TXT at <c>_dmarc</c> (RFC 9989 §4.5), the domain's own; what it inherits from above is not looked up.</param>
/// <param name="MtaSts">TXT at <c>_mta-sts</c> (RFC 8461 §3.1); the policy itself is not fetched.</param>
/// <param name="TlsRpt">TXT at <c>_smtp._tls</c> (RFC 8460 §3).</param>
public sealed record PolicyLookups(PolicyRecord Dmarc, PolicyRecord MtaSts, PolicyRecord TlsRpt);
