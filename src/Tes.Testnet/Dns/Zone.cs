using Tes.Dns;

namespace Tes.Testnet.Dns;

/// <summary>One zone, declared: a delegation from the zone above it is made by itself.</summary>
public sealed record Zone
{
    /// <summary>TTL in seconds of records whose text states none.</summary>
    public const uint Ttl = 300;

    /// <summary>The name of the zone.</summary>
    public required DomainName Apex { get; init; }

    /// <summary>Its records as a master file with names relative to the apex. SOA and NS are added where absent.</summary>
    public string Records { get; init; } = "";

    /// <summary>Records whose RDATA is made when first asked for.</summary>
    public IReadOnlyList<DerivedRecord> Derived { get; init; } = [];

    /// <summary>How it is signed; null: not at all, an insecure delegation below a signed parent.</summary>
    public ZoneSigning? Signing { get; init; } = ZoneSigning.Default;

    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<DnsFault> Faults { get; init; } = [];

    /// <summary>A zone without faults, signed with the defaults.</summary>
    /// <exception cref="FormatException"><paramref name="apex"/> is not a domain name.</exception>
    public static Zone At(string apex, string records = "") => new() { Apex = DomainName.Parse(apex), Records = records };
}
