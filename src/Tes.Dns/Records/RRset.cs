using Tes.Dns.Iana;

namespace Tes.Dns.Records;

/// <summary>
/// All records of one owner, class and type as one message gave them (RFC 2181 §5), with the RRSIGs that cover them.
/// Nothing is said about their security: see <see cref="Resolution.ValidatedRRset"/>.
/// </summary>
public sealed class RRset
{
    /// <summary>Makes an RRset; duplicate RDATA is kept once (RFC 2181 §5.5).</summary>
    /// <param name="owner">The name.</param>
    /// <param name="type">The type of the records.</param>
    /// <param name="class">The class of the records.</param>
    /// <param name="ttl">TTL in seconds; where records differ, the least of them (RFC 2181 §5.2).</param>
    /// <param name="rdatas">RDATA of each record, uncompressed and valid for the type.</param>
    /// <param name="signatures">The RRSIGs covering them.</param>
    public RRset(DomainName owner, RRType type, RRClass @class, uint ttl, IEnumerable<ReadOnlyMemory<byte>> rdatas, IEnumerable<RrsigRdata> signatures)
    {
        ArgumentNullException.ThrowIfNull(rdatas);
        Owner = owner;
        Type = type;
        Class = @class;
        Ttl = ttl;
        // Arrays, as RRsets are what caches are full of.
        Rdatas = rdatas is IReadOnlyCollection<ReadOnlyMemory<byte>> { Count: 1 } ? rdatas.ToArray() : rdatas.Distinct(OctetsComparer.Instance).ToArray();
        Signatures = signatures.ToArray();
    }

    private RRset(RRset other, uint ttl)
    {
        Owner = other.Owner;
        Type = other.Type;
        Class = other.Class;
        Ttl = ttl;
        Rdatas = other.Rdatas;
        Signatures = other.Signatures;
    }

    /// <summary>The name that owns the records.</summary>
    public DomainName Owner { get; }

    /// <summary>Their type.</summary>
    public RRType Type { get; }

    /// <summary>Their class.</summary>
    public RRClass Class { get; }

    /// <summary>Time to live in seconds.</summary>
    public uint Ttl { get; }

    /// <summary>RDATA of each record, without duplicates, in the order received.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Rdatas { get; }

    /// <summary>The RRSIGs covering the RRset, in the order received.</summary>
    public IReadOnlyList<RrsigRdata> Signatures { get; }

    /// <summary>Groups the records of a message section into RRsets, in the order of their first records.</summary>
    /// <param name="records">Any records; RRSIGs go to the RRset that they cover, or make one without records' RDATA.</param>
    public static IReadOnlyList<RRset> Group(IReadOnlyList<ResourceRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        if (records.Count == 0)
            return [];
        var groups = new RRsetGroups();
        // By index: an enumerator of an interface is an object of its own, and this runs several times for each response.
        for (int i = 0; i < records.Count; i++)
        {
            ResourceRecord record = records[i];
            if (record.Type != RRType.Rrsig)
                groups.Find(record.Owner, record.Type, record.Class).Add(record.Rdata, record.Ttl);
            else if (RrsigRdata.TryRead(record.Rdata, out RrsigRdata? signature))
                groups.Find(record.Owner, signature.TypeCovered, record.Class).Add(signature, record.Ttl);
        }

        return groups.Build();
    }

    /// <summary>The typed records. RDATA that does not fit the layout cannot be in an RRset that a message gave.</summary>
    /// <exception cref="InvalidOperationException">The RRset is of another type.</exception>
    public IEnumerable<T> Read<T>()
        where T : class, IRdata<T>
    {
        if (T.Type != Type)
            throw new InvalidOperationException($"The RRset holds {Type.ToMnemonic()}, not {T.Type.ToMnemonic()}.");
        foreach (ReadOnlyMemory<byte> rdata in Rdatas)
        {
            if (T.TryRead(rdata, out T? value))
                yield return value;
        }
    }

    /// <summary>The same records with another TTL.</summary>
    public RRset WithTtl(uint ttl) => ttl == Ttl ? this : new RRset(this, ttl);

    /// <summary>The records as records, RRSIGs left out.</summary>
    public IEnumerable<ResourceRecord> ToRecords() => Rdatas.Select(rdata => new ResourceRecord(Owner, Type, Class, Ttl, rdata));
}
