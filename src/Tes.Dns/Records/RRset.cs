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
        Rdatas = [.. rdatas.Distinct(OctetsComparer.Instance)];
        Signatures = [.. signatures];
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
        var groups = new Dictionary<(DomainName Owner, RRType Type, RRClass Class), (List<ReadOnlyMemory<byte>> Rdatas, List<RrsigRdata> Signatures, uint Ttl)>();
        var order = new List<(DomainName Owner, RRType Type, RRClass Class)>();
        foreach (ResourceRecord record in records)
        {
            RrsigRdata? signature = null;
            if (record.Type == RRType.Rrsig && !RrsigRdata.TryRead(record.Rdata, out signature))
                continue;
            (DomainName Owner, RRType Type, RRClass Class) key = (record.Owner, signature?.TypeCovered ?? record.Type, record.Class);
            if (!groups.TryGetValue(key, out var group))
            {
                group = ([], [], uint.MaxValue);
                order.Add(key);
            }

            if (signature is null)
                group.Rdatas.Add(record.Rdata);
            else
                group.Signatures.Add(signature);
            groups[key] = group with { Ttl = Math.Min(group.Ttl, record.Ttl) };
        }

        return [.. order.Where(key => groups[key].Rdatas.Count > 0)
            .Select(key => new RRset(key.Owner, key.Type, key.Class, groups[key].Ttl, groups[key].Rdatas, groups[key].Signatures))];
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
    public RRset WithTtl(uint ttl) => new(Owner, Type, Class, ttl, Rdatas, Signatures);

    /// <summary>The records as records, RRSIGs left out.</summary>
    public IEnumerable<ResourceRecord> ToRecords() => Rdatas.Select(rdata => new ResourceRecord(Owner, Type, Class, Ttl, rdata));
}
