using Tes.Dns;

namespace Tes.Mail.Dmarc;

/// <summary>One query of a tree walk.</summary>
/// <param name="Domain">The name whose record was asked for, without <c>_dmarc</c>.</param>
/// <param name="Lookup">What it publishes.</param>
public sealed record DmarcWalkStep(DomainName Domain, DmarcLookup Lookup);
