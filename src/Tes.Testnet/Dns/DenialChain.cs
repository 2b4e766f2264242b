using Tes.Dns;
using Tes.Dns.Iana;

namespace Tes.Testnet.Dns;

/// <summary>The NSEC or NSEC3 records of a zone, and which of them prove what (RFC 4035 §3.1.3, RFC 5155 §7.2).</summary>
internal abstract class DenialChain
{
    /// <summary>That the existing name <paramref name="name"/> lacks the type asked for.</summary>
    public abstract IEnumerable<ZoneRRset> NoData(DomainName name);

    /// <summary>That <paramref name="name"/> does not exist and no wildcard stands for it.</summary>
    public abstract IEnumerable<ZoneRRset> NXDomain(DomainName name, DomainName closestEncloser);

    /// <summary>That nothing is closer to <paramref name="name"/> than the wildcard that made the answer.</summary>
    public abstract IEnumerable<ZoneRRset> WildcardExpansion(DomainName name, DomainName closestEncloser);

    /// <summary>That <paramref name="name"/> does not exist and the wildcard that stands for it lacks the type.</summary>
    public abstract IEnumerable<ZoneRRset> WildcardNoData(DomainName name, DomainName closestEncloser);

    /// <summary>The record that asking for NSEC at <paramref name="name"/> gives, if any.</summary>
    public abstract ZoneRRset? AnswerAt(DomainName name);

    protected static DomainName Wildcard(DomainName closestEncloser) =>
        closestEncloser.ToWildcard() ?? throw new InvalidOperationException("A name too long for a wildcard below it cannot enclose another.");

    protected static DomainName NextCloser(DomainName name, DomainName closestEncloser) => name.Suffix(closestEncloser.LabelCount + 1);

    /// <summary>The types that the record of a node lists besides its own.</summary>
    protected static IEnumerable<RRType> TypesOf(ZoneContent zone, ZoneNode node) =>
        // RFC 4034 §4.1.2: at a delegation only what the parent speaks for.
        zone.IsDelegation(node) ? node.Types.Where(type => type is RRType.NS or RRType.DS) : node.Types;
}
