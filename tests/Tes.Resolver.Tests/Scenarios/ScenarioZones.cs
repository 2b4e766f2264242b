using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Testnet.Dns;

namespace Tes.Resolver.Tests.Scenarios;

/// <summary>Reads the blocks <c>zone</c>, <c>key</c> and <c>ds</c>.</summary>
internal static class ScenarioZones
{
    public static Zone[] Read(IReadOnlyList<ScenarioBlock> blocks)
    {
        Zone[] zones = [.. blocks.Where(block => block.Head.Word == "zone").Select(block => ReadZone(block, blocks))];
        return zones.Any(zone => zone.Apex.IsRoot) ? zones : [new Zone { Apex = DomainName.Root }, .. zones];
    }

    private static Zone ReadZone(ScenarioBlock block, IReadOnlyList<ScenarioBlock> blocks)
    {
        DomainName apex = ScenarioText.Name(block.Head.Words[1]);
        ScenarioLine[] Of(string word) => [.. blocks.Where(other => other.Head.Word == word && ScenarioText.Name(other.Head.Words[1]) == apex).Select(other => other.Head)];
        ZoneSigning signing = ReadSigning(block.Head) with
        {
            Keys = [.. Of("key").Select(ReadKey)],
            DelegationSigners = [.. Of("ds").Select(ReadDs)],
        };
        return new Zone
        {
            Apex = apex,
            Records = string.Join('\n', block.Body.Select(line => line.Text.Trim())),
            Signing = block.Head.Has("unsigned") ? null : signing,
        };
    }

    private static ZoneSigning ReadSigning(ScenarioLine line) => new()
    {
        Algorithm = (DnssecAlgorithm)(line.Number32("algorithm") ?? (int)DnssecAlgorithm.EcdsaP256Sha256),
        DigestType = (DsDigestType)(line.Number32("digest") ?? (int)DsDigestType.Sha256),
        Ds = line.Option("ds") is { } ds ? Enum.Parse<DsState>(ds.Replace("-", "", StringComparison.Ordinal), ignoreCase: true) : DsState.Right,
        Denial = line.Has("nsec3")
            ? new Denial.Nsec3
            {
                Salt = line.Option("salt") ?? "",
                Iterations = (ushort)(line.Number32("iterations") ?? 0),
                OptOut = line.Has("opt-out") ? OptOut.Set : OptOut.Clear,
            }
            : new Denial.Nsec(),
    };

    private static DeclaredKey ReadKey(ScenarioLine line) => new(line.Words[2])
    {
        Algorithm = (DnssecAlgorithm)(line.Number32("algorithm") ?? (int)DnssecAlgorithm.EcdsaP256Sha256),
        Flags = (ushort)(line.Number32("flags") ?? DeclaredKey.KeySigningFlags),
        Protocol = (byte)(line.Number32("protocol") ?? 3),
        Use = line.Option("signs") switch
        {
            null => KeyUse.Everything,
            "keys" => KeyUse.KeySet,
            "data" => KeyUse.Data,
            "nothing" => KeyUse.Nothing,
            _ => throw line.Wrong("a key signs keys, data or nothing"),
        },
        Publication = line.Has("hidden") ? KeyPublication.Hidden : KeyPublication.Published,
    };

    public static DeclaredDs ReadDs(ScenarioLine line) => new(line.Words[2])
    {
        DigestType = (DsDigestType)(line.Number32("digest") ?? (int)DsDigestType.Sha256),
        Algorithm = (DnssecAlgorithm?)line.Number32("algorithm"),
        Tag = (ushort?)line.Number32("tag"),
        State = line.Has("wrong") ? DsState.Wrong : DsState.Right,
    };
}
