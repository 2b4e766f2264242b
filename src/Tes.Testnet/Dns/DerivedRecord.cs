using Tes.Dns;
using Tes.Dns.Iana;

namespace Tes.Testnet.Dns;

/// <summary>A record whose RDATA is made when first asked for, as TLSA from a certificate that does not exist yet.</summary>
/// <param name="Owner">Owner, in or below the apex of its zone.</param>
/// <param name="Type">RR type.</param>
/// <param name="Rdata">Makes the RDATA in wire format; called at most once.</param>
public sealed record DerivedRecord(DomainName Owner, RRType Type, Func<ReadOnlyMemory<byte>> Rdata);
