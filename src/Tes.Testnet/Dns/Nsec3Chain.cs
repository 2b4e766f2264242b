using System.Security.Cryptography;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Records;

namespace Tes.Testnet.Dns;

/// <summary>The NSEC3 records of a zone.</summary>
internal sealed class Nsec3Chain : DenialChain
{
    // RFC 5155 §11
    private const byte Sha1Algorithm = 1;
    private const byte OptOutFlag = 1;

    private readonly List<(byte[] Hash, ZoneRRset Record)> _records = [];
    private readonly Denial.Nsec3 _parameters;
    private readonly byte[] _salt;

    public Nsec3Chain(ZoneContent zone, Denial.Nsec3 parameters)
    {
        _parameters = parameters;
        _salt = Convert.FromHexString(parameters.Salt);
        // RFC 5155 §4: the flags of NSEC3PARAM are zero whatever those of the records are.
        byte[] shown = [Sha1Algorithm, 0, (byte)(parameters.Iterations >> 8), (byte)parameters.Iterations, (byte)_salt.Length, .. _salt];
        zone.Apex.Put(new ZoneRRset(zone.Zone.Apex, RRType.Nsec3Param, 0, () => [shown]));
        uint ttl = zone.NegativeTtl;
        bool optOut = parameters.OptOut == OptOut.Set;
        (byte[] Hash, ZoneNode Node)[] nodes = [.. zone.AuthoritativeNodes
            .Where(node => !(optOut && zone.IsDelegation(node) && !node.Has(RRType.DS)))
            .Select(node => (Hash: Hash(node.Name), Node: node))
            .OrderBy(pair => pair.Hash, Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right)))];
        for (int i = 0; i < nodes.Length; i++)
        {
            byte[] next = nodes[(i + 1) % nodes.Length].Hash;
            byte[] types = TypesAt(zone, nodes[i].Node);
            byte[] rdata = [Sha1Algorithm, optOut ? OptOutFlag : (byte)0, .. shown.AsSpan(2), (byte)next.Length, .. next, .. types];
            if (!zone.Zone.Apex.TryPrepend(Base32Hex.Encode(nodes[i].Hash), out DomainName? owner))
                throw new FormatException($"The zone name {zone.Zone.Apex} is too long for NSEC3.");
            _records.Add((nodes[i].Hash, new ZoneRRset(owner, RRType.Nsec3, ttl, () => [rdata])));
        }
    }

    public override IEnumerable<ZoneRRset> NoData(DomainName name)
    {
        // RFC 5155 §7.2.4: an opted-out delegation has no record; its closest provable encloser and an opt-out span stand for it.
        if (Matching(name) is { } match)
            return [match];
        DomainName encloser = ProvableEncloser(name);
        return new[] { At(encloser), At(NextCloser(name, encloser)) }.Distinct();
    }

    public override IEnumerable<ZoneRRset> NXDomain(DomainName name, DomainName closestEncloser) =>
        new[] { At(closestEncloser), At(NextCloser(name, closestEncloser)), At(Wildcard(closestEncloser)) }.Distinct();

    public override IEnumerable<ZoneRRset> WildcardExpansion(DomainName name, DomainName closestEncloser) =>
        [At(NextCloser(name, closestEncloser))];

    public override IEnumerable<ZoneRRset> WildcardNoData(DomainName name, DomainName closestEncloser) => NXDomain(name, closestEncloser);

    // RFC 5155 §7.2.8: NSEC3 records are found by no question.
    public override ZoneRRset? AnswerAt(DomainName name) => null;

    private static byte[] TypesAt(ZoneContent zone, ZoneNode node)
    {
        RRType[] types = [.. TypesOf(zone, node)];
        // RFC 5155 §7.1: RRSIG only where something is signed, which an unsigned delegation and an empty non-terminal are not.
        bool signed = types.Length > 0 && !(zone.IsDelegation(node) && !node.Has(RRType.DS));
        return TypeBitmap.Of(signed ? [.. types, RRType.Rrsig] : types).Octets.ToArray();
    }

    private DomainName ProvableEncloser(DomainName name)
    {
        do
            name = name.Parent;
        while (Matching(name) is null);
        return name;
    }

    private ZoneRRset? Matching(DomainName name)
    {
        byte[] hash = Hash(name);
        (byte[] found, ZoneRRset record) = Find(hash);
        return found.AsSpan().SequenceEqual(hash) ? record : null;
    }

    private ZoneRRset At(DomainName name) => Find(Hash(name)).Record;

    // The record with this hash, or the one whose span it is in; before the first that is the last.
    private (byte[] Hash, ZoneRRset Record) Find(byte[] hash)
    {
        int index = _records.FindLastIndex(record => record.Hash.AsSpan().SequenceCompareTo(hash) <= 0);
        return _records[index < 0 ? ^1 : index];
    }

    // RFC 5155 §5
    private byte[] Hash(DomainName name)
    {
        byte[] hash = name.ToCanonicalWire();
        for (int i = 0; i <= _parameters.Iterations; i++)
        {
#pragma warning disable CA5350 // RFC 5155 §11: SHA-1 is the only hash there is
            hash = SHA1.HashData([.. hash, .. _salt]);
#pragma warning restore CA5350
        }

        return hash;
    }
}
