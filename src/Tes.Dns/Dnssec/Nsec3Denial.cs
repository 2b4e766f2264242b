using System.Diagnostics.CodeAnalysis;
using Tes.Dns.Iana;
using Tes.Dns.Records;

namespace Tes.Dns.Dnssec;

/// <summary>
/// Denial of existence by NSEC3 (RFC 5155 §8). Pure but for its cache of hashes; the records must have been verified with
/// the keys of the zone. While a zone changes salt or iterations it has two chains, each of which tells the truth, so a proof
/// may take its parts from both (RFC 5155 §8.2 leaves the choice).
/// </summary>
internal sealed class Nsec3Denial
{
    private readonly Dictionary<(DomainName Name, int Chain), byte[]> _hashes = [];
    private readonly DomainName _zone;
    private readonly IReadOnlyList<Nsec3> _records;
    private readonly ValidationBudget _budget;

    /// <summary>
    /// Takes the records that can be used: known hash algorithm, no unknown flags (RFC 5155 §8.1, §8.2), and no more
    /// iterations than are followed.
    /// </summary>
    public Nsec3Denial(DomainName zone, IEnumerable<(DomainName Owner, Nsec3Rdata Rdata)> records, int maxIterations, ValidationBudget budget)
    {
        var usable = new List<Nsec3>();
        foreach ((DomainName owner, Nsec3Rdata rdata) in records)
        {
            if (rdata.HashAlgorithm != Nsec3Hash.Sha1Algorithm || (rdata.Flags & ~1) != 0 || owner.IsRoot || owner.Parent != zone
                || !Base32Hex.TryDecode(owner.FirstLabel, out byte[]? hash) || hash.Length != Nsec3Hash.Sha1Length || rdata.NextHash.Length != Nsec3Hash.Sha1Length)
                continue;
            if (rdata.Iterations > maxIterations)
                HasTooManyIterations = true;
            else
                usable.Add(new Nsec3(hash, rdata, usable.Find(known => SameParameters(known.Rdata, rdata))?.Chain ?? usable.Count));
        }

        _zone = zone;
        _records = usable;
        _budget = budget;
    }

    /// <summary>Whether a record was passed over for its iterations, so that what is not proven is insecure (RFC 9276 §3.2).</summary>
    public bool HasTooManyIterations { get; }

    /// <summary>That <paramref name="name"/> exists without <paramref name="type"/> (RFC 5155 §8.5 to §8.7).</summary>
    public DenialOutcome ProveNoData(DomainName name, RRType type)
    {
        if (FindMatch(name) is { } match)
            return NsecDenial.TypeIsAbsent(match.Rdata.Types, name, type) ? DenialOutcome.Proven : DenialOutcome.NotProven;
        if (!TryProveClosestEncloser(name, out DomainName? encloser, out Nsec3? cover))
            return DenialOutcome.NotProven;
        // RFC 5155 §8.7: a wildcard at the closest encloser that lacks the type; one that has it answers, so there is no denial.
        if (encloser.ToWildcard() is { } wildcard && FindMatch(wildcard) is { } wildcardMatch)
        {
            if (!NsecDenial.TypeIsAbsent(wildcardMatch.Rdata.Types, name, type))
                return DenialOutcome.NotProven;
            return cover.Rdata.IsOptOut ? DenialOutcome.ProvenByOptOut : DenialOutcome.Proven;
        }

        // RFC 5155 §8.6: an unsigned delegation, or an empty non-terminal above one, may hide in the span.
        return cover.Rdata.IsOptOut ? DenialOutcome.ProvenByOptOut : DenialOutcome.NotProven;
    }

    /// <summary>That <paramref name="name"/> does not exist and no wildcard matches it (RFC 5155 §8.4).</summary>
    public DenialOutcome ProveNXDomain(DomainName name)
    {
        if (!TryProveClosestEncloser(name, out DomainName? encloser, out Nsec3? cover)
            || encloser.ToWildcard() is not { } wildcard || FindCover(wildcard) is null)
            return DenialOutcome.NotProven;
        // RFC 5155 §9.2: not secure when the span of the next closer name opts out.
        return cover.Rdata.IsOptOut ? DenialOutcome.ProvenByOptOut : DenialOutcome.Proven;
    }

    /// <summary>That nothing is closer to <paramref name="name"/> than the wildcard that answered (RFC 5155 §8.8).</summary>
    public DenialOutcome ProveWildcardExpansion(DomainName name, DomainName wildcard)
    {
        DomainName nextCloser = name.Suffix(wildcard.Parent.LabelCount + 1);
        if (FindCover(nextCloser) is not { } cover)
            return DenialOutcome.NotProven;
        return cover.Rdata.IsOptOut ? DenialOutcome.ProvenByOptOut : DenialOutcome.Proven;
    }

    /// <summary>The types at a name by the record that matches it; null where none does.</summary>
    public TypeBitmap? TypesAt(DomainName name) => FindMatch(name)?.Rdata.Types;

    // RFC 5155 §8.3
    private bool TryProveClosestEncloser(DomainName name, [NotNullWhen(true)] out DomainName? encloser, [NotNullWhen(true)] out Nsec3? nextCloserCover)
    {
        encloser = null;
        nextCloserCover = null;
        for (int labels = name.LabelCount - 1; labels >= _zone.LabelCount; labels--)
        {
            DomainName candidate = name.Suffix(labels);
            if (FindMatch(candidate) is not { } match)
                continue;
            // RFC 5155 §8.3 and RFC 6840 §4.1: not from above a delegation or a DNAME.
            if (match.Rdata.Types.Contains(RRType.Dname) || NsecDenial.IsAncestorDelegation(match.Rdata.Types))
                return false;
            encloser = candidate;
            nextCloserCover = FindCover(name.Suffix(labels + 1));
            return nextCloserCover is not null;
        }

        return false;
    }

    private Nsec3? FindMatch(DomainName name) => Find(name, static (record, hash) => record.OwnerHash.AsSpan().SequenceEqual(hash));

    private Nsec3? FindCover(DomainName name) => Find(name, static (record, hash) => record.Covers(hash));

    private Nsec3? Find(DomainName name, Func<Nsec3, byte[], bool> fits) =>
        _records.FirstOrDefault(record => Hash(name, record) is { } hash && fits(record, hash));

    // Null where the budget has run out; what then finds no record proves nothing.
    private byte[]? Hash(DomainName name, Nsec3 record)
    {
        if (_hashes.TryGetValue((name, record.Chain), out byte[]? hash))
            return hash;
        ReadOnlyMemory<byte> salt = record.Rdata.Salt;
        if (!_budget.TrySpendHash(name.Wire.Length, salt.Length, record.Rdata.Iterations))
            return null;
        _hashes.Add((name, record.Chain), hash = Nsec3Hash.Compute(name, salt.Span, record.Rdata.Iterations));
        return hash;
    }

    private static bool SameParameters(Nsec3Rdata left, Nsec3Rdata right) =>
        left.HashAlgorithm == right.HashAlgorithm && left.Iterations == right.Iterations && left.Salt.Span.SequenceEqual(right.Salt.Span);
}
