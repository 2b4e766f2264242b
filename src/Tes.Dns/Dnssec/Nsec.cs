using Tes.Dns.Records;

namespace Tes.Dns.Dnssec;

/// <summary>An NSEC record whose RRSIG was verified with the keys of its zone.</summary>
/// <param name="Owner">Its owner.</param>
/// <param name="Rdata">The record.</param>
public sealed record Nsec(DomainName Owner, NsecRdata Rdata)
{
    /// <summary>
    /// Whether <paramref name="name"/> lies strictly between owner and next name (RFC 4034 §4.1.1); the last NSEC wraps to the
    /// apex. A next name outside of the zone covers nothing: there can be none.
    /// </summary>
    internal bool Covers(DomainName name, DomainName zone) =>
        name > Owner && Rdata.NextName.IsAtOrBelow(zone) && (name < Rdata.NextName || (Rdata.NextName == zone && name.IsAtOrBelow(zone)));
}
