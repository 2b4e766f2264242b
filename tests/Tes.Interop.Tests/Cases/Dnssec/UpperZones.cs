using Tes.Interop.Tests.Names;

namespace Tes.Interop.Tests.Cases.Dnssec;

/// <summary>
/// The root and three top-level zones, one for each kind of denial that a parent can give for a missing DS.
/// The names are on no list of special-use names, so that no resolver library answers for them itself.
/// </summary>
internal static class UpperZones
{
    public static IReadOnlyList<Zone> Zones { get; } =
    [
        new(".") { Server = NameServer.Root, Algorithm = Algorithm.RsaSha256, Keys = KeyLayout.Split },
        new("nord.") { Server = NameServer.TopLevel, Keys = KeyLayout.Split },
        new("sued.")
        {
            Server = NameServer.TopLevel,
            Algorithm = Algorithm.RsaSha256,
            Keys = KeyLayout.Split,
            Denial = Denial.Nsec3OptOut(),
        },
        new("west.") { Server = NameServer.TopLevel, Algorithm = Algorithm.EcdsaP384Sha384, Denial = Denial.Nsec3(5, "beef") },
    ];
}
