using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Records;

namespace Tes.Testnet.Dns;

/// <summary>The NSEC records of a zone.</summary>
internal sealed class NsecChain : DenialChain
{
    private readonly List<ZoneRRset> _records = [];

    public NsecChain(ZoneContent zone)
    {
        uint ttl = zone.NegativeTtl;
        // RFC 4034 §4, RFC 4035 §2.3: empty non-terminals have none.
        ZoneNode[] nodes = [.. zone.AuthoritativeNodes.Where(node => !node.IsEmpty)];
        for (int i = 0; i < nodes.Length; i++)
        {
            DomainName next = nodes[(i + 1) % nodes.Length].Name;
            TypeBitmap types = TypeBitmap.Of([.. TypesOf(zone, nodes[i]), RRType.Nsec, RRType.Rrsig]);
            _records.Add(new ZoneRRset(nodes[i].Name, RRType.Nsec, ttl, () => [(byte[])[.. next.Wire, .. types.Octets.Span]]));
        }
    }

    public override IEnumerable<ZoneRRset> NoData(DomainName name) => [At(name)];

    public override IEnumerable<ZoneRRset> NXDomain(DomainName name, DomainName closestEncloser) =>
        new[] { At(name), At(Wildcard(closestEncloser)) }.Distinct();

    public override IEnumerable<ZoneRRset> WildcardExpansion(DomainName name, DomainName closestEncloser) => [At(name)];

    public override IEnumerable<ZoneRRset> WildcardNoData(DomainName name, DomainName closestEncloser) => NXDomain(name, closestEncloser);

    public override ZoneRRset? AnswerAt(DomainName name) => At(name) is var record && record.Owner == name ? record : null;

    // The record that matches the name, or else covers it.
    private ZoneRRset At(DomainName name)
    {
        int low = 0;
        int high = _records.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_records[middle].Owner <= name)
                low = middle;
            else
                high = middle - 1;
        }

        return _records[low];
    }
}
