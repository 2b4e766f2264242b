using Tes.Dns.Records;

namespace Tes.Dns.Dnssec;

/// <summary>What is believed of one zone without proof.</summary>
/// <param name="Owner">Apex of the zone.</param>
/// <param name="DelegationSigners">DS records: a key that one of them matches is trusted.</param>
/// <param name="Keys">DNSKEY records: these keys are trusted.</param>
public sealed record TrustAnchor(DomainName Owner, IReadOnlyList<DsRdata> DelegationSigners, IReadOnlyList<DnskeyRdata> Keys);
