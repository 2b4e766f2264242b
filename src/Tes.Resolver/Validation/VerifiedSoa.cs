using Tes.Dns.Records;

namespace Tes.Resolver.Validation;

/// <summary>An SOA that verified. The same one comes with every denial of its zone.</summary>
/// <param name="Rdata">Its RDATA.</param>
/// <param name="Signature">The RRSIG that convinced.</param>
/// <param name="Until">Until when that holds: not beyond the TTL nor the end of the signature.</param>
internal sealed record VerifiedSoa(ReadOnlyMemory<byte> Rdata, RrsigRdata Signature, DateTimeOffset Until)
{
    /// <summary>Whether an SOA is this one, looking at as many of its RRSIGs as would be tried.</summary>
    public bool Is(RRset soa, int maxSignatures) =>
        soa.Rdatas is [var rdata] && rdata.Span.SequenceEqual(Rdata.Span) && soa.Signatures.Take(maxSignatures).Contains(Signature);
}
