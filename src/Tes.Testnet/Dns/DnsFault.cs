using Tes.Dns;
using Tes.Dns.Iana;

namespace Tes.Testnet.Dns;

/// <summary>Something that is wrong with a zone or its servers.</summary>
/// <param name="Kind">What.</param>
public sealed record DnsFault(DnsFaultKind Kind)
{
    /// <summary>Only for this name; null: for every name of the zone.</summary>
    public DomainName? Name { get; init; }

    /// <summary>Only for this type; null: for every type. Faults of signatures look at the type that is signed, the others at the one asked for.</summary>
    public RRType? Type { get; init; }

    /// <summary>The records put in place of the true ones by <see cref="DnsFaultKind.Forged"/>: a master file relative to the apex.</summary>
    public string Records { get; init; } = "";

    internal bool Concerns(DomainName name, RRType type) => (Name is null || Name == name) && (Type is null || Type == type);
}
