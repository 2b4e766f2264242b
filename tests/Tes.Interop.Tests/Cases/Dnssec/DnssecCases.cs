using Tes.Interop.Tests.Names;

namespace Tes.Interop.Tests.Cases.Dnssec;

/// <summary>All questions, and the zones that answer them.</summary>
internal static class DnssecCases
{
    public static IReadOnlyList<Zone> Zones { get; } =
    [
        .. UpperZones.Zones,
        .. SignatureCases.Zones,
        .. DenialCases.Zones,
        .. AliasCases.Zones,
        .. DelegationCases.Zones,
        .. BrokenCases.Zones,
        .. BrokenSignatureCases.Zones,
        .. BrokenDenialCases.Zones,
        .. BrokenDelegationCases.Zones,
        .. KeyCases.Zones,
        .. NameAndTypeCases.Zones,
    ];

    public static IReadOnlyDictionary<string, DnssecCase> ByTitle { get; } = new[]
    {
        SignatureCases.Cases,
        DenialCases.Cases,
        AliasCases.Cases,
        DelegationCases.Cases,
        BrokenCases.Cases,
        BrokenSignatureCases.Cases,
        BrokenDenialCases.Cases,
        BrokenDelegationCases.Cases,
        KeyCases.Cases,
        NameAndTypeCases.Cases,
    }.SelectMany(cases => cases).ToDictionary(@case => @case.Title, StringComparer.Ordinal);
}
