using Tes.Dns.Iana;

namespace Tes.Dns.Records;

/// <summary>RRsets while their records are gathered, in the order of their first records.</summary>
internal sealed class RRsetGroups
{
    // Own choice: a section has two or three RRsets, which are found faster by looking than by hashing; what floods has many.
    private const int MaxSearched = 8;

    private readonly List<Group> _groups = [];
    private Dictionary<(DomainName Owner, RRType Type, RRClass Class), Group>? _index;

    /// <summary>The group of this owner, type and class, made where there is none.</summary>
    public Group Find(DomainName owner, RRType type, RRClass @class)
    {
        if (_index is null)
        {
            foreach (Group known in _groups)
            {
                if (known.Type == type && known.Class == @class && known.Owner == owner)
                    return known;
            }
        }
        else if (_index.TryGetValue((owner, type, @class), out Group? indexed))
        {
            return indexed;
        }

        var group = new Group(owner, type, @class);
        _groups.Add(group);
        if (_groups.Count == MaxSearched)
            _index = _groups.ToDictionary(known => (known.Owner, known.Type, known.Class));
        else
            _index?.Add((owner, type, @class), group);
        return group;
    }

    /// <summary>The RRsets; RRSIGs without records make none.</summary>
    public IReadOnlyList<RRset> Build()
    {
        var built = new List<RRset>(_groups.Count);
        foreach (Group group in _groups)
        {
            if (group.Build() is { } rrset)
                built.Add(rrset);
        }

        return built;
    }

    /// <summary>One of them.</summary>
    internal sealed class Group(DomainName owner, RRType type, RRClass @class)
    {
        private readonly List<ReadOnlyMemory<byte>> _rdatas = new(1);
        private List<RrsigRdata>? _signatures;
        private uint _ttl = uint.MaxValue;

        public DomainName Owner { get; } = owner;

        public RRType Type { get; } = type;

        public RRClass Class { get; } = @class;

        public void Add(ReadOnlyMemory<byte> rdata, uint ttl)
        {
            _rdatas.Add(rdata);
            _ttl = Math.Min(_ttl, ttl);
        }

        public void Add(RrsigRdata signature, uint ttl)
        {
            (_signatures ??= new(1)).Add(signature);
            _ttl = Math.Min(_ttl, ttl);
        }

        public RRset? Build() => _rdatas.Count == 0 ? null : new RRset(Owner, Type, Class, _ttl, _rdatas, _signatures ?? []);
    }
}
