using FsCheck;
using FsCheck.Fluent;
using Tes.Dns.Dnssec;
using Tes.Dns.Iana;
using Tes.Dns.Records;
using Tes.Dns.Resolution;

namespace Tes.Dns.Tests.Dnssec;

/// <summary>
/// A small zone of any shape (delegations, aliases, redirections, wildcards, empty non-terminals), what is true of any name
/// in it, and its chains of denial. It knows nothing of how denials are proven.
/// </summary>
public sealed class ModelZone
{
    private static readonly DomainName[] Candidates = [.. NamesBelow(DomainName.Parse("example"), depth: 3)];

    private readonly SortedDictionary<DomainName, RRType[]> _nodes = [];

    private ModelZone(IEnumerable<(DomainName Owner, RRType[] Types)> nodes)
    {
        _nodes[Apex] = [RRType.NS, RRType.Soa, RRType.Dnskey];
        foreach ((DomainName owner, RRType[] types) in nodes)
            _nodes[owner] = owner.IsWildcard ? [.. types.Select(type => type is RRType.NS or RRType.DS or RRType.Dname ? RRType.A : type).Distinct()] : types;
    }

    public static DomainName Apex { get; } = DomainName.Parse("example");

    /// <summary>Names to ask about: all that a zone may hold, and names below those.</summary>
    public static IReadOnlyList<DomainName> Names { get; } = [Apex, .. Candidates, .. Candidates.Take(12).Select(name => DomainName.Parse($"b.a.{name}"))];

    private static Gen<(DomainName, RRType[])> Node { get; } =
        from owner in Gen.Elements(Candidates)
        from types in Gen.Elements<RRType[]>(
            [RRType.A], [RRType.Txt, RRType.MX], [RRType.Cname], [RRType.NS], [RRType.NS, RRType.DS], [RRType.Dname, RRType.A])
        select (owner, types);

    public static Arbitrary<ModelZone> Arbitrary() =>
        Gen.Choose(0, 7).SelectMany(count => Node.ListOf(count)).Select(nodes => new ModelZone(nodes)).ToArbitrary();

    public bool IsDelegation(DomainName name) => name != Apex && _nodes.TryGetValue(name, out RRType[]? types) && types.Contains(RRType.NS);

    public bool IsInsecureDelegation(DomainName name) => IsDelegation(name) && !_nodes[name].Contains(RRType.DS);

    /// <summary>What an authority says of a name and type (RFC 1034 §4.3.2, RFC 4592, RFC 6672).</summary>
    public Truth Of(DomainName name, RRType type)
    {
        if (IsOccluded(name) || (type == RRType.DS && name == Apex) || (IsDelegation(name) && type != RRType.DS))
            return Truth.NotItsToSay;
        if (Exists(name))
            return OfNode(name, type);
        DomainName wildcard = ClosestEncloser(name).ToWildcard()!;
        return Exists(wildcard) ? OfNode(wildcard, type) : Truth.NXDomain;
    }

    /// <summary>Whether the name exists, as owner or as empty non-terminal, and is the zone's to speak of.</summary>
    public bool Exists(DomainName name) => !IsOccluded(name) && _nodes.Keys.Any(owner => !IsOccluded(owner) && owner.IsAtOrBelow(name));

    public DomainName ClosestEncloser(DomainName name)
    {
        while (!Exists(name))
            name = name.Parent;
        return name;
    }

    /// <summary>The NSEC chain (RFC 4034 §4).</summary>
    public IReadOnlyList<ValidatedRRset> Nsec()
    {
        DomainName[] owners = [.. _nodes.Keys.Where(owner => !IsOccluded(owner))];
        return [.. owners.Select((owner, i) => Secure(owner, RRType.Nsec, [.. owners[(i + 1) % owners.Length].Wire, .. Bitmap([.. _nodes[owner], RRType.Nsec])]))];
    }

    /// <summary>The NSEC3 chain (RFC 5155 §7.1). With opt-out, what is there only for insecure delegations is left out.</summary>
    public IReadOnlyList<ValidatedRRset> Nsec3(bool optOut)
    {
        DomainName[] owners = [.. _nodes.Keys.Where(owner => !IsOccluded(owner) && !(optOut && IsInsecureDelegation(owner)))];
        IEnumerable<DomainName> names = owners.SelectMany(owner => Enumerable.Range(Apex.LabelCount, owner.LabelCount - Apex.LabelCount + 1).Select(owner.Suffix)).Distinct();
        (byte[] Hash, DomainName Name)[] chain = [.. names.Select(name => (Nsec3Hash.Compute(name, [0xab], 1), name)).OrderBy(pair => Convert.ToHexString(pair.Item1), StringComparer.Ordinal)];
        return
        [
            .. chain.Select((link, i) => Secure(
                DomainName.Parse($"{Base32Hex.Encode(link.Hash)}.example"), RRType.Nsec3,
                [1, (byte)(optOut ? 1 : 0), 0, 1, 1, 0xab, 20, .. chain[(i + 1) % chain.Length].Hash, .. Bitmap(_nodes.TryGetValue(link.Name, out RRType[]? types) ? types : [])])),
        ];
    }

    /// <summary>Whether an NSEC3 chain with opt-out holds the name.</summary>
    public bool InOptOutChain(DomainName name) =>
        !IsOccluded(name) && _nodes.Keys.Any(owner => !IsOccluded(owner) && !IsInsecureDelegation(owner) && owner.IsAtOrBelow(name));

    public override string ToString() => string.Join("; ", _nodes.Select(node => $"{node.Key} {string.Join(' ', node.Value)}"));

    private bool IsOccluded(DomainName name)
    {
        for (DomainName ancestor = name.Parent; ancestor.IsBelow(Apex); ancestor = ancestor.Parent)
        {
            if (_nodes.TryGetValue(ancestor, out RRType[]? types) && (types.Contains(RRType.NS) || types.Contains(RRType.Dname)))
                return true;
        }

        return false;
    }

    private Truth OfNode(DomainName name, RRType type) => _nodes.TryGetValue(name, out RRType[]? types) && (types.Contains(type) || types.Contains(RRType.Cname))
        ? Truth.Answer
        : Truth.NoData;

    private static ValidatedRRset Secure(DomainName owner, RRType type, byte[] rdata) =>
        new(new RRset(owner, type, RRClass.IN, 300, [rdata], []), SecurityStatus.Secure, Apex, null, null, null);

    private static byte[] Bitmap(RRType[] types) =>
        types.Length == 0 ? [] : TypeBitmap.Of(types is [RRType.NS] ? types : [.. types, RRType.Rrsig]).Octets.ToArray();

    private static IEnumerable<DomainName> NamesBelow(DomainName parent, int depth) => depth == 0 ? [] : new[] { "*", "a", "b" }
        .Select(label => DomainName.Parse($"{label}.{parent}")).SelectMany(name => NamesBelow(name, depth - 1).Prepend(name));
}
