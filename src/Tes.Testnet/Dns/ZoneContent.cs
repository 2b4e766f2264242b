using System.Diagnostics.CodeAnalysis;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Records;

namespace Tes.Testnet.Dns;

/// <summary>A zone ready to be looked up in: its names in canonical order, its delegations, its keys, its denial records.</summary>
internal sealed class ZoneContent
{
    // Few records change while a test runs; the numbers only have to be there.
    private const string DefaultSoa = "@ SOA ns hostmaster 1 3600 600 86400 60";

    private readonly SortedList<DomainName, ZoneNode> _nodes = [];

    /// <summary>Loads a zone.</summary>
    /// <param name="zone">The declaration.</param>
    /// <param name="keys">Its keys; null when it is unsigned.</param>
    /// <param name="children">The zones directly below it, with the keys of those that are signed.</param>
    /// <exception cref="FormatException">The records of the declaration are no master file, or one is outside of the zone.</exception>
    public ZoneContent(Zone zone, ZoneKeys? keys, IEnumerable<(DomainName Apex, Lazy<ZoneKeys>? Keys, bool HasDs)> children)
    {
        Zone = zone;
        Keys = keys;
        AddRecords();
        foreach ((DomainName apex, Lazy<ZoneKeys>? childKeys, bool hasDs) in children)
            AddDelegation(apex, childKeys, hasDs);
        Soa = Apex.Get(RRType.Soa)!;
        if (keys is null)
            return;
        Apex.Put(new ZoneRRset(zone.Apex, RRType.Dnskey, Zone.Ttl, () => keys.Dnskeys));
        Denial = zone.Signing!.Denial switch
        {
            Dns.Denial.Nsec => new NsecChain(this),
            Dns.Denial.Nsec3 nsec3 => new Nsec3Chain(this, nsec3),
            _ => throw new ArgumentOutOfRangeException(nameof(zone), zone.Signing.Denial, "A kind of denial without records."),
        };
    }

    public Zone Zone { get; }

    public ZoneKeys? Keys { get; }

    public ZoneNode Apex => _nodes[Zone.Apex];

    public ZoneRRset Soa { get; }

    /// <summary>The records of denial; null when the zone is unsigned.</summary>
    public DenialChain? Denial { get; }

    /// <summary>RFC 2308 §4, RFC 9077 §2: TTL of negative answers and of NSEC and NSEC3 records.</summary>
    public uint NegativeTtl => SoaRdata.TryRead(Soa.Rdatas[0], out SoaRdata? soa) ? Math.Min(soa.Minimum, Soa.Ttl) : Soa.Ttl;

    /// <summary>The names for which the zone speaks, delegations included, in canonical order; not what lies below a delegation or DNAME.</summary>
    public IEnumerable<ZoneNode> AuthoritativeNodes
    {
        get
        {
            DomainName? cut = null;
            foreach (ZoneNode node in _nodes.Values)
            {
                if (cut is not null && node.Name.IsBelow(cut))
                    continue;
                cut = IsDelegation(node) || node.Has(RRType.Dname) ? node.Name : null;
                yield return node;
            }
        }
    }

    public bool IsDelegation(ZoneNode node) => node.Has(RRType.NS) && node.Name != Zone.Apex;

    public bool TryGet(DomainName name, [NotNullWhen(true)] out ZoneNode? node) => _nodes.TryGetValue(name, out node);

    /// <summary>The delegation or DNAME closest to the apex at or above <paramref name="name"/>; null where there is none.</summary>
    public ZoneNode? FindCut(DomainName name)
    {
        for (int labels = Zone.Apex.LabelCount; labels <= name.LabelCount; labels++)
        {
            if (TryGet(name.Suffix(labels), out ZoneNode? node)
                && (IsDelegation(node) || (node.Has(RRType.Dname) && labels < name.LabelCount)))
                return node;
        }

        return null;
    }

    /// <summary>The longest name at or above <paramref name="name"/> that exists (RFC 4592 §3.3.1).</summary>
    public DomainName ClosestEncloser(DomainName name)
    {
        while (!_nodes.ContainsKey(name))
            name = name.Parent;
        return name;
    }

    private void AddRecords()
    {
        List<ResourceRecord> records = [.. MasterFile.Read(Zone.Records, Zone.Apex)];
        if (!records.Exists(record => record.Type == RRType.Soa))
            records.AddRange(MasterFile.Read(DefaultSoa, Zone.Apex));
        if (!records.Exists(record => record.Type == RRType.NS && record.Owner == Zone.Apex))
            records.AddRange(MasterFile.Read("@ NS ns", Zone.Apex));
        foreach (IGrouping<(DomainName Owner, RRType Type), ResourceRecord> set in records.GroupBy(record => (record.Owner, record.Type)))
        {
            ReadOnlyMemory<byte>[] rdatas = [.. set.Select(record => record.Rdata)];
            Put(new ZoneRRset(set.Key.Owner, set.Key.Type, set.First().Ttl, () => rdatas));
        }

        foreach (IGrouping<(DomainName Owner, RRType Type), DerivedRecord> set in Zone.Derived.GroupBy(record => (record.Owner, record.Type)))
        {
            DerivedRecord[] derived = [.. set];
            Put(new ZoneRRset(set.Key.Owner, set.Key.Type, Zone.Ttl, () => [.. derived.Select(record => record.Rdata())]));
        }
    }

    private void AddDelegation(DomainName child, Lazy<ZoneKeys>? keys, bool hasDs)
    {
        // Name servers that the parent declares are those that it refers to.
        if (!TryGet(child, out ZoneNode? node) || !node.Has(RRType.NS))
            Put(new ZoneRRset(child, RRType.NS, Zone.Ttl, () => [NameServerOf(child).WireMemory]));
        if (hasDs)
            Put(new ZoneRRset(child, RRType.DS, Zone.Ttl, keys!.Value.PublishedDs));
    }

    /// <summary>The name server of a zone that declares none.</summary>
    public static DomainName NameServerOf(DomainName apex) => apex.TryPrepend("ns", out DomainName? name) ? name : apex;

    private void Put(ZoneRRset set)
    {
        if (!set.Owner.IsAtOrBelow(Zone.Apex))
            throw new FormatException($"{set.Owner} is not in the zone {Zone.Apex}.");
        for (DomainName name = set.Owner; !_nodes.ContainsKey(name); name = name.Parent)
        {
            _nodes.Add(name, new ZoneNode(name));
            if (name == Zone.Apex)
                break;
        }

        _nodes[set.Owner].Put(set);
    }
}
