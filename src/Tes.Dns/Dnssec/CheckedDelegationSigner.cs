using Tes.Dns.Records;

namespace Tes.Dns.Dnssec;

/// <summary>A DS record and what it does for the DNSKEYs of its zone.</summary>
/// <param name="Rdata">The DS record.</param>
/// <param name="Outcome">Whether it vouches for a key, or why not.</param>
/// <param name="Key">The DNSKEY that it vouches for; null otherwise.</param>
public sealed record CheckedDelegationSigner(DsRdata Rdata, DelegationSignerOutcome Outcome, DnskeyRdata? Key);
