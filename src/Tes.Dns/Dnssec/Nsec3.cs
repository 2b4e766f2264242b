using Tes.Dns.Records;

namespace Tes.Dns.Dnssec;

/// <summary>An NSEC3 record whose RRSIG was verified with the keys of its zone.</summary>
/// <param name="OwnerHash">The hash in its first label, decoded.</param>
/// <param name="Rdata">The record.</param>
/// <param name="Chain">Number of the chain that it belongs to: its salt and iterations among those in the answer.</param>
internal sealed record Nsec3(byte[] OwnerHash, Nsec3Rdata Rdata, int Chain)
{
    /// <summary>Whether <paramref name="hash"/> lies strictly between owner and next hash; the last record wraps (RFC 5155 §1.3).</summary>
    public bool Covers(ReadOnlySpan<byte> hash)
    {
        ReadOnlySpan<byte> next = Rdata.NextHash.Span;
        bool afterOwner = hash.SequenceCompareTo(OwnerHash) > 0;
        bool beforeNext = hash.SequenceCompareTo(next) < 0;
        return next.SequenceCompareTo(OwnerHash) > 0 ? afterOwner && beforeNext : afterOwner || beforeNext;
    }
}
