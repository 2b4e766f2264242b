using System.Diagnostics.CodeAnalysis;
using Tes.Dns.Iana;
using Tes.Dns.Records;

namespace Tes.Dns.Dnssec;

/// <summary>
/// Denial of existence by NSEC3 (RFC 5155 §8). Pure but for its cache of hashes; the records must have been verified with
/// the keys of the zone and share hash algorithm, iterations and salt.
/// </summary>
internal sealed class Nsec3Denial
{
    private readonly Dictionary<DomainName, byte[]> _hashes = [];
    private readonly DomainName _zone;
    private readonly IReadOnlyList<Nsec3> _records;

    private Nsec3Denial(DomainName zone, IReadOnlyList<Nsec3> records)
    {
        _zone = zone;
        _records = records;
    }

    /// <summary>
    /// Takes the records that can be used together: known hash algorithm, no unknown flags, and the parameters of the
    /// first one (RFC 5155 §8.1, §8.2).
    /// </summary>
    /// <returns>False when none is left.</returns>
    public static bool TryCreate(
        DomainName zone, IEnumerable<(DomainName Owner, Nsec3Rdata Rdata)> records, [NotNullWhen(true)] out Nsec3Denial? denial)
    {
        denial = null;
        var usable = new List<Nsec3>();
        foreach ((DomainName owner, Nsec3Rdata rdata) in records)
        {
            if (rdata.HashAlgorithm != Nsec3Hash.Sha1Algorithm || (rdata.Flags & ~1) != 0 || owner.IsRoot || owner.Parent != zone
                || !Base32Hex.TryDecode(owner.FirstLabel, out byte[]? hash) || hash.Length != Nsec3Hash.Sha1Length || rdata.NextHash.Length != Nsec3Hash.Sha1Length)
                continue;
            if (usable.Count > 0 && !SameParameters(usable[0].Rdata, rdata))
                continue;
            usable.Add(new Nsec3(hash, rdata));
        }

        if (usable.Count == 0)
            return false;
        denial = new Nsec3Denial(zone, usable);
        return true;
    }

    /// <summary>Additional hash iterations of the zone.</summary>
    public int Iterations => _records[0].Rdata.Iterations;

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

    private Nsec3? FindMatch(DomainName name)
    {
        byte[] hash = Hash(name);
        return _records.FirstOrDefault(record => record.OwnerHash.AsSpan().SequenceEqual(hash));
    }

    private Nsec3? FindCover(DomainName name)
    {
        byte[] hash = Hash(name);
        return _records.FirstOrDefault(record => record.Covers(hash));
    }

    private byte[] Hash(DomainName name)
    {
        if (!_hashes.TryGetValue(name, out byte[]? hash))
            _hashes.Add(name, hash = Nsec3Hash.Compute(name, _records[0].Rdata.Salt.Span, Iterations));
        return hash;
    }

    private static bool SameParameters(Nsec3Rdata left, Nsec3Rdata right) =>
        left.HashAlgorithm == right.HashAlgorithm && left.Iterations == right.Iterations && left.Salt.Span.SequenceEqual(right.Salt.Span);
}
