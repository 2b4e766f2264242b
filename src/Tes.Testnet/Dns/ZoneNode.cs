using Tes.Dns;
using Tes.Dns.Iana;

namespace Tes.Testnet.Dns;

/// <summary>A name of a zone; without RRsets it is an empty non-terminal (RFC 4592 §2.2.2).</summary>
internal sealed class ZoneNode(DomainName name)
{
    private readonly Dictionary<RRType, ZoneRRset> _sets = [];

    public DomainName Name { get; } = name;

    public IEnumerable<RRType> Types => _sets.Keys;

    public bool IsEmpty => _sets.Count == 0;

    public bool Has(RRType type) => _sets.ContainsKey(type);

    public ZoneRRset? Get(RRType type) => _sets.GetValueOrDefault(type);

    public void Put(ZoneRRset set) => _sets[set.Type] = set;
}
