using Tes.Dns;
using Tes.Dns.Iana;

namespace Tes.Testnet.Dns;

/// <summary>The zones that a server answers from.</summary>
internal interface IZoneSource
{
    /// <summary>What becomes of questions for names below a zone cut.</summary>
    AtDelegation AtDelegation { get; }

    /// <summary>The zone that speaks for a name and type; null where it is none of these.</summary>
    ZoneContent? ZoneOf(DomainName name, RRType type);
}
