using Tes.Dns.Messages;
using Tes.Dns.Records;

namespace Tes.Dns.Resolution;

/// <summary>An RRset together with what validation made of it.</summary>
/// <param name="RRset">The records and their signatures.</param>
/// <param name="Security">Its status.</param>
/// <param name="Zone">The zone whose keys decided: the signer, or the closest ancestor that a chain of trust reached.</param>
/// <param name="Error">Why it is not secure, with the code of RFC 8914; null when there is nothing to say.</param>
/// <param name="Signature">The RRSIG that convinced; null unless secure.</param>
/// <param name="Expansion">The wildcard owner that was expanded (RFC 4592); null otherwise.</param>
public sealed record ValidatedRRset(
    RRset RRset, SecurityStatus Security, DomainName? Zone, ExtendedDnsError? Error, RrsigRdata? Signature, DomainName? Expansion);
