using Tes.Dns;
using Tes.Dns.Iana;

namespace Tes.Testnet.Dns;

/// <summary>Some zones of a tree, as one authoritative server has them.</summary>
internal sealed class ServedZones(ZoneTree tree, IReadOnlySet<DomainName> apexes, DsSide dsSide) : IZoneSource
{
    public AtDelegation AtDelegation => AtDelegation.Refer;

    public ZoneContent? ZoneOf(DomainName name, RRType type)
    {
        // RFC 4035 §3.1.4.1: DS is answered from the parent where the server has that zone too.
        if (type == RRType.DS && dsSide == DsSide.Parent && !name.IsRoot && Closest(name.Parent) is { } parent)
            return tree.At(parent);
        return Closest(name) is { } apex ? tree.At(apex) : null;
    }

    private DomainName? Closest(DomainName name)
    {
        for (int labels = name.LabelCount; labels >= 0; labels--)
        {
            if (apexes.Contains(name.Suffix(labels)))
                return name.Suffix(labels);
        }

        return null;
    }
}
