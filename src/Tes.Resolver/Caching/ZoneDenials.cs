using Tes.Dns;
using Tes.Dns.Records;

namespace Tes.Resolver.Caching;

/// <summary>The kept NSEC records of one zone in canonical order and its NSEC3 records in the order of their hashes.</summary>
internal sealed class ZoneDenials
{
    /// <summary>
    /// Most records of either kind. Own limit: the root zone has some 1,450 names, and an addition, which moves those behind it,
    /// stays short.
    /// </summary>
    public const int MaxRecords = 4096;

    private readonly List<DenialRecord> _byName = [];
    private readonly List<DenialRecord> _byHash = [];

    /// <summary>How the names of the NSEC3 records are hashed; null while there are none.</summary>
    public Nsec3Rdata? Parameters { get; private set; }

    public bool IsEmpty => _byName.Count == 0 && _byHash.Count == 0;

    /// <summary>Puts a record at its place.</summary>
    /// <returns>False when there is no room.</returns>
    public bool TryAdd(DenialRecord record)
    {
        List<DenialRecord> records = ListOf(record);
        if (records.Count >= MaxRecords)
            return false;
        if (records == _byHash)
            Parameters ??= record.ReadNsec3();
        int index = Search(records, record);
        if (index < 0)
            records.Insert(~index, record);
        else
            records[index] = record;
        return true;
    }

    public void Remove(DenialRecord record)
    {
        List<DenialRecord> records = ListOf(record);
        int index = Search(records, record);
        if (index >= 0 && records[index] == record)
            records.RemoveAt(index);
        if (_byHash.Count == 0)
            Parameters = null;
    }

    /// <summary>Whether an NSEC3 record is hashed as those that are here.</summary>
    public bool Fits(Nsec3Rdata rdata) =>
        Parameters is null || (Parameters.Iterations == rdata.Iterations && Parameters.Salt.Span.SequenceEqual(rdata.Salt.Span));

    /// <summary>All NSEC3 records; a copy.</summary>
    public DenialRecord[] Hashed => [.. _byHash];

    /// <summary>The NSEC record at a name or the last before it; null when there is none.</summary>
    public DenialRecord? AtOrBefore(DomainName name)
    {
        int low = 0;
        int high = _byName.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_byName[middle].Key.Owner <= name)
                low = middle + 1;
            else
                high = middle;
        }

        return low == 0 ? null : _byName[low - 1];
    }

    /// <summary>The NSEC3 record at a hash or the last before it, which is the very last for those before the first (RFC 5155 §1.3).</summary>
    public DenialRecord? AtOrBefore(ReadOnlySpan<byte> hash)
    {
        int low = 0;
        int high = _byHash.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_byHash[middle].Hash.AsSpan().SequenceCompareTo(hash) <= 0)
                low = middle + 1;
            else
                high = middle;
        }

        return _byHash.Count == 0 ? null : _byHash[(low == 0 ? _byHash.Count : low) - 1];
    }

    private List<DenialRecord> ListOf(DenialRecord record) => record.Hash.Length > 0 ? _byHash : _byName;

    private static int Search(List<DenialRecord> records, DenialRecord record) => records.BinarySearch(record, Order.Instance);

    private sealed class Order : IComparer<DenialRecord>
    {
        public static Order Instance { get; } = new();

        public int Compare(DenialRecord? left, DenialRecord? right) => left!.Hash.Length > 0
            ? left.Hash.AsSpan().SequenceCompareTo(right!.Hash)
            : left.Key.Owner.CompareTo(right!.Key.Owner);
    }
}
